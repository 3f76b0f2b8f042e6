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
    query = db.select(Book).order_by(Book.title)
    if author := request.args.get("author"):
        query = query.where(Book.author == author)
    return [{"title": book.title, "author": book.author} for book in db.session.scalars(query)]


@app.post("/books")
def add_book():
    book = Book(title=request.form["title"], author=request.form["author"])
    db.session.add(book)
    return {"title": book.title, "author": book.author}, 201
