"""The engine of Flaskroom: lessons in, pages and what the browser downloads out.

`README.md` beside this file lists the parts. The browser gets an empty file in this one's place, and of the rest only
`bridge/`.
"""
