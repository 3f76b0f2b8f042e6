"""The blog is a whole project: its tests are run by tests/site/test_blog.py, in a folder of their own."""

collect_ignore = ["blog"]
