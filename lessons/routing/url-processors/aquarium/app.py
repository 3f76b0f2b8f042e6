from flask import Flask, g, url_for

app = Flask(__name__)

WORDS = {
    "en": {"title": "A tour of the aquarium", "next": "Next stop", "stops": ["The reef", "The eels", "The penguins"]},
    "de": {"title": "Rundgang im Aquarium", "next": "Weiter", "stops": ["Das Riff", "Die Aale", "Die Pinguine"]},
}


@app.url_value_preprocessor
def take_language(endpoint, values):
    if values and "language" in values:
        g.language = values.pop("language")


@app.url_defaults
def add_language(endpoint, values):
    if "language" in g and app.url_map.is_endpoint_expecting(endpoint, "language"):
        values.setdefault("language", g.language)


@app.get("/<any(en, de):language>/")
def start():
    words = WORDS[g.language]
    return f"""
        <h1>{words["title"]}</h1>
        <p><a href="{url_for("stop", number=1)}">{words["stops"][0]}</a></p>
        <p><a href="{url_for("start", language="en")}">English</a></p>
        <p><a href="{url_for("start", language="de")}">Deutsch</a></p>
    """


@app.get("/<any(en, de):language>/stops/<int(min=1, max=3):number>")
def stop(number):
    words = WORDS[g.language]
    after = url_for("stop", number=number + 1) if number < 3 else url_for("start")
    return f'<h1>{number}. {words["stops"][number - 1]}</h1><p><a href="{after}">{words["next"]}</a></p>'
