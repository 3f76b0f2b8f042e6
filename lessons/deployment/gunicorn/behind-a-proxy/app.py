from flask import Flask, request, url_for

app = Flask(__name__)


@app.get("/")
def home():
    return {"visitor": request.remote_addr, "secure": request.is_secure}


@app.get("/invite")
def invite():
    return url_for("home", _external=True)
