from flask import Flask
from markupsafe import escape

app = Flask(__name__)

HIKES_ON_A_PAGE = 3
HIKES = [
    {"name": "Lighthouse path", "area": "Coast"},
    {"name": "Old vineyard", "area": "Hills"},
    {"name": "Mill stream", "area": "Lakes & rivers"},
    {"name": "Smugglers' bay", "area": "Coast"},
    {"name": "Three bridges", "area": "Lakes & rivers"},
    {"name": "White cliffs", "area": "Coast"},
    {"name": "Beacon hill", "area": "Hills"},
    {"name": "Heron lake", "area": "Lakes & rivers"},
    {"name": "Harbor to harbor", "area": "Coast"},
]


@app.get("/")
def hikes():
    found = HIKES
    shown = found[:HIKES_ON_A_PAGE]
    return show(shown, previous_url=None, next_url=None)


def show(shown, previous_url, next_url):
    """The page; there is no link for an address that is None."""
    html = "<h1>Hikes</h1><ul>"
    for hike in shown:
        html += f"<li>{escape(hike['name'])}, {escape(hike['area'])}</li>"
    html += "</ul>"
    if previous_url:
        html += f'<a href="{escape(previous_url)}">Previous</a> '
    if next_url:
        html += f'<a href="{escape(next_url)}">Next</a>'
    return html
