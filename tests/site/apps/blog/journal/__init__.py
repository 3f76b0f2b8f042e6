"""A journal that several people write; everybody may read it."""

from pathlib import Path

from flask import Flask

from . import auth, blog, database


def create_app(test_config=None):
    """Makes an app. `test_config` replaces what `instance/config.py` may hold."""
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(
        SECRET_KEY="dev",
        DATABASE=str(Path(app.instance_path, "journal.sqlite")),
        SESSION_COOKIE_SAMESITE="Lax",
    )
    if test_config is None:
        app.config.from_pyfile("config.py", silent=True)
    else:
        app.config.from_mapping(test_config)
    # SQLite makes the file when it is needed, but not the folder.
    Path(app.config["DATABASE"]).parent.mkdir(parents=True, exist_ok=True)

    database.init_app(app)
    app.register_blueprint(auth.bp)
    app.register_blueprint(blog.bp)
    return app
