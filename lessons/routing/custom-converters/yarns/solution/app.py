from flask import Flask, url_for
from werkzeug.routing import BaseConverter


class ListConverter(BaseConverter):
    def to_python(self, value):
        return value.split("+")

    def to_url(self, values):
        return super().to_url("+".join(values))


app = Flask(__name__)
app.url_map.converters["list"] = ListConverter

YARNS = {
    "Moss": {"wool"},
    "Cloud": {"wool", "silk"},
    "Dune": {"linen", "cotton"},
    "River": {"silk", "wool", "linen"},
}


@app.get("/")
def index():
    return f"""
        <h1>Yarns</h1>
        <p><a href="{url_for("yarns", materials=["wool"])}">With wool</a></p>
        <p><a href="{url_for("yarns", materials=["wool", "silk"])}">With wool and silk</a></p>
    """


@app.get("/yarns/<list:materials>")
def yarns(materials):
    # A yarn is listed when all of the materials are in it.
    names = [name for name, inside in YARNS.items() if set(materials) <= inside]
    return f"<p>{', '.join(names) or 'No yarn has all of this.'}</p>"
