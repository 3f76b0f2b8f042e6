"""Flask-Mail: a message that is recorded and not sent, since there is no network."""
# mypy: ignore-errors

from flask import Flask
from flask_mail import Mail, Message

app = Flask(__name__)
app.config.update(MAIL_DEFAULT_SENDER="shop@example.com", MAIL_SUPPRESS_SEND=True)
mail = Mail(app)


@app.get("/")
def order():
    with mail.record_messages() as outbox:
        message = Message("Your order", ["ann@example.com"], body="Three apples")
        message.attach("invoice.txt", "text/plain", "3 €")
        mail.send(message)
    return {"subjects": [each.subject for each in outbox], "text": outbox[0].as_string()}


def test_mail():
    answer = app.test_client().get("/").json
    assert answer["subjects"] == ["Your order"]
    assert "To: ann@example.com" in answer["text"] and "Three apples" in answer["text"]
