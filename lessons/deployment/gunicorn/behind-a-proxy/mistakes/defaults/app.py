from flask import Flask, request, url_for
from werkzeug.middleware.proxy_fix import ProxyFix

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app)


@app.get("/")
def home():
    return {"visitor": request.remote_addr, "secure": request.is_secure}


@app.get("/invite")
def invite():
    return url_for("home", _external=True)
