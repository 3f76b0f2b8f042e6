import os

from flask import Flask, request

app = Flask(__name__)


@app.get("/")
def hello():
    return "Hello from a worker.\n"


@app.get("/worker")
def worker():
    return {"pid": os.getpid(), "server": request.environ.get("SERVER_SOFTWARE", "none")}
