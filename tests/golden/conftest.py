"""The lessons in here are data: tests/test_embed.py and others read them, and tests of theirs are not tests of ours."""

collect_ignore = ["lessons"]
