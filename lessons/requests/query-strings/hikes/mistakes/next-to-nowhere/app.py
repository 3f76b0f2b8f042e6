from flask import Flask, abort, request, url_for
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
    areas = request.args.getlist("area")
    page = request.args.get("page", 1, type=int)
    found = [hike for hike in HIKES if not areas or hike["area"] in areas]
    end = page * HIKES_ON_A_PAGE
    shown = found[end - HIKES_ON_A_PAGE : end]
    if page < 1 or (page > 1 and not shown):
        abort(404)
    previous_url = url_for("hikes", area=areas, page=page - 1) if page > 1 else None
    next_url = url_for("hikes", area=areas, page=page + 1)
    return show(shown, previous_url, next_url)


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
