"""Flask-Migrate: migrations are begun, one is made from the model, and the database follows it up and down."""
# mypy: ignore-errors

import tempfile
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import Migrate, downgrade, init, migrate, upgrade
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
folder = Path(tempfile.mkdtemp())
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder / 'app.db'}"
db = SQLAlchemy(app)
Migrate(app, db, directory=str(folder / "migrations"))


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False)


def tables():
    with app.app_context():
        return sorted(sa.inspect(db.engine).get_table_names())


@app.get("/")
def home():
    return tables()


def test_migrations():
    with app.app_context():
        init()
        migrate(message="books")
        [version] = (folder / "migrations" / "versions").glob("*_books.py")
        assert "op.create_table('book'" in version.read_text()
        upgrade()
        assert tables() == ["alembic_version", "book"]
        downgrade()
        assert tables() == ["alembic_version"]
