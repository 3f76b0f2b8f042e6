from flask import Flask
from flask.views import View

app = Flask(__name__)

BOOKS = ["The Waves", "Dune", "Emma"]
RECORDS = ["Blue", "Kind of Blue"]


class Shelf(View):
    init_every_request = False

    def __init__(self, title, items):
        self.title = title
        self.items = items

    def dispatch_request(self):
        items = "".join(f"<li>{item}</li>" for item in sorted(self.items))
        return f"<h1>{self.title}</h1><ul>{items}</ul>"


app.add_url_rule("/books", view_func=Shelf.as_view("books", "Books", BOOKS))
app.add_url_rule("/records", view_func=Shelf.as_view("records", "Records", RECORDS))
