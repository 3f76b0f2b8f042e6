"""Flask-Login: who has logged in, and a page for them alone."""
# mypy: ignore-errors

from flask import Flask
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user, logout_user

app = Flask(__name__)
app.config["SECRET_KEY"] = "only for this test"
manager = LoginManager(app)


class User(UserMixin):
    def __init__(self, name):
        self.id = name


manager.user_loader(User)


@app.get("/")
def home():
    return current_user.id if current_user.is_authenticated else "nobody"


@app.post("/login/<name>")
def login(name):
    login_user(User(name), remember=True)
    return "", 204


@app.get("/diary")
@login_required
def diary():
    return f"The diary of {current_user.id}"


@app.post("/logout")
def logout():
    logout_user()
    return "", 204


def test_login():
    client = app.test_client()
    assert (client.get("/").text, client.get("/diary").status_code) == ("nobody", 401)
    client.post("/login/ann")
    assert (client.get("/").text, client.get("/diary").text) == ("ann", "The diary of ann")
    client.post("/logout")
    assert client.get("/").text == "nobody"
