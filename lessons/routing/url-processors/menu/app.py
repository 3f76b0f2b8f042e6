from flask import Flask, g, url_for

app = Flask(__name__)

MENUS = {
    "en": {"food": "Food: soup, bread", "drinks": "Drinks: tea, cider"},
    "fr": {"food": "Plats : soupe, pain", "drinks": "Boissons : thé, cidre"},
}


@app.url_value_preprocessor
def take_language(endpoint, values):
    if values and "language" in values:
        g.language = values.pop("language")


# Write the function that adds the language to links.


def page(name):
    other = "en" if g.language == "fr" else "fr"
    return f"""
        <link rel="stylesheet" href="{url_for("static", filename="menu.css")}">
        <nav><a href="{url_for("food")}">1</a> <a href="{url_for("drinks")}">2</a></nav>
        <h1>{MENUS[g.language][name]}</h1>
        <p><a href="{url_for(name, language=other)}">{other}</a></p>
    """


@app.get("/<any(en, fr):language>/food")
def food():
    return page("food")


@app.get("/<any(en, fr):language>/drinks")
def drinks():
    return page("drinks")
