"""Flask-WTF: a form whose token and e-mail address are validated."""
# mypy: ignore-errors

import re

from flask import Flask, render_template_string
from flask_wtf import FlaskForm
from wtforms import EmailField, SubmitField
from wtforms.validators import DataRequired, Email

app = Flask(__name__)
app.config["SECRET_KEY"] = "only for this test"


class SignUp(FlaskForm):
    email = EmailField(validators=[DataRequired(), Email()])
    submit = SubmitField()


@app.route("/", methods=["GET", "POST"])
def sign_up():
    form = SignUp()
    if form.validate_on_submit():
        return f"Welcome, {form.email.data}"
    page = "<form method=post>{{ form.hidden_tag() }}{{ form.email }}{{ form.submit }}</form>{{ form.errors }}"
    return render_template_string(page, form=form)


def test_form():
    client = app.test_client()
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', client.get("/").text)[1]
    assert client.post("/", data={"email": "ann@example.com", "csrf_token": token}).text == "Welcome, ann@example.com"
    assert "Invalid email address." in client.post("/", data={"email": "ann", "csrf_token": token}).text
    assert "The CSRF token is missing." in client.post("/", data={"email": "ann@example.com"}).text
