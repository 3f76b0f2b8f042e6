from flask import Flask, render_template, request

app = Flask(__name__)

GENRES = ["Folk", "Jazz", "R&B"]
RECORDS = [
    {"title": "Harbor Lights", "genre": "Jazz", "year": 1959},
    {"title": "Letters from the Pier", "genre": "Folk", "year": 1968},
    {"title": "Blue Kitchen", "genre": "R&B", "year": 1971},
    {"title": "Night Harbor", "genre": "R&B", "year": 1994},
    {"title": "Rain on the Quay", "genre": "Jazz", "year": 2003},
]


@app.get("/")
def search():
    words = request.args.get("q", "").strip()
    since = request.args.get("since", 0, type=int)
    genres = request.args.getlist("genre")
    found = [record for record in RECORDS if matches(record, words, since, genres)]
    return render_template("records.html", found=found, words=words, genres=genres, all_genres=GENRES)


def matches(record, words, since, genres):
    if genres and record["genre"] not in genres:
        return False
    return record["year"] >= since and words.lower() in record["title"].lower()
