"""Flask-Security-Too: its login page, and a page for those who have logged in."""
# mypy: ignore-errors

import re

from flask import Flask
from flask_security import Security, SQLAlchemyUserDatastore, auth_required, current_user, hash_password
from flask_security.models import fsqla_v3 as fsqla
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.update(
    SECRET_KEY="only for this test",
    SECURITY_PASSWORD_SALT="also",
    SECURITY_PASSWORD_HASH="pbkdf2_sha512",
    SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
    SQLALCHEMY_DATABASE_URI="sqlite:///:memory:",
)
db = SQLAlchemy(app)
fsqla.FsModels.set_db_info(db)


class Role(db.Model, fsqla.FsRoleMixin):
    pass


class User(db.Model, fsqla.FsUserMixin):
    pass


security = Security(app, SQLAlchemyUserDatastore(db, User, Role))
with app.app_context():
    db.create_all()
    security.datastore.create_user(email="ann@shop.example.com", password=hash_password("a long secret"))
    db.session.commit()


@app.get("/")
def home():
    return "for everybody"


@app.get("/diary")
@auth_required()
def diary():
    return f"The diary of {current_user.email}"


def test_login():
    client = app.test_client()
    assert client.get("/diary").location.startswith("/login?")
    page = client.get("/login").text
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page)[1]
    given = {"email": "ann@shop.example.com", "password": "a long secret", "csrf_token": token}
    assert client.post("/login", data={**given, "password": "wrong"}).status_code == 200
    assert client.post("/login", data=given).status_code == 302
    assert client.get("/diary").text == "The diary of ann@shop.example.com"
