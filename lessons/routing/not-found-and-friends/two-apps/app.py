from flask import Flask, url_for
from werkzeug.middleware.dispatcher import DispatcherMiddleware

app = Flask(__name__)
shop = Flask("shop")


@app.get("/")
def museum():
    return '<h1>Museum</h1><p>Open from 10:00</p><p><a href="/shop/">To the shop</a></p>'


@shop.get("/")
def shelves():
    return f'<h1>Museum shop</h1><p><a href="{url_for("cups")}">Cups</a></p>'


@shop.get("/cups")
def cups():
    return "<h1>Cups</h1>"


@shop.errorhandler(404)
def not_in_the_shop(error):
    return "<h1>The shop does not have this</h1>", 404


app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/shop": shop})
