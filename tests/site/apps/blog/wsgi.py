"""Where `flask run` and other servers find the app."""

from journal import create_app

app = create_app()
