from flask import Flask, request, url_for

app = Flask(__name__)


@app.get("/")
def home():
    forwarded = request.headers.get("X-Forwarded-For", request.remote_addr)
    visitor = forwarded.split(",")[0].strip()
    return {"visitor": visitor, "secure": request.headers.get("X-Forwarded-Proto", "").startswith("https")}


@app.get("/invite")
def invite():
    return url_for("home", _external=True)
