from flask import Flask, request

from models import Book, db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///books.db"
app.config.from_prefixed_env()
db.init_app(app)

with app.app_context():
    db.create_all()


@app.get("/books")
def list_books():
    # List all books, sorted by title.
    # With ?author=Le+Guin, list the books of that author only.
    return [{"title": "Nothing here yet", "author": "Nobody"}]


@app.post("/books")
def add_book():
    book = Book(title=request.form["title"], author=request.form["author"])
    # Store the book.
    return {"title": book.title, "author": book.author}, 201
