from flask import Flask

app = Flask(__name__)


@app.route("/")
def home():
    return "<h1>Corner Bakery</h1><p>Bread, buns and coffee.</p>"


# Add the page /hours here.
# It says: Open from 7:00 to 15:00
