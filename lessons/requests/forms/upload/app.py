import hashlib

from flask import Flask, render_template, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 5 * 1024 * 1024  # bytes; a larger request answers 413


@app.get("/")
def form():
    return render_template("upload.html")


@app.post("/")
def upload():
    file = request.files.get("file")
    if file is None or file.filename == "":
        return render_template("upload.html", error="Please choose a file first."), 422
    content = file.read()
    digest = hashlib.sha256(content).hexdigest()
    return render_template("upload.html", name=file.filename, size=len(content), digest=digest)
