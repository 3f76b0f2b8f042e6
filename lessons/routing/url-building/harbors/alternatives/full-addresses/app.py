from flask import Flask, abort, render_template_string, url_for

app = Flask(__name__)

HARBORS = {"Oldtown": "07:15, 16:05", "Pier #2": "11:40", "Half Moon Bay": "12:20"}

PAGE = """<h1>{{ harbor }}</h1>
<p>{{ times }}</p>
<a href="{{ url_for('.index') }}">All harbors</a>"""


@app.get("/", endpoint="index")
def all_harbors():
    links = [f"<li><a href='{url_for('departures', harbor=name, _external=True)}'>{name}</a></li>" for name in HARBORS]
    return "<h1>All harbors</h1><ul>" + "".join(links) + "</ul>"


@app.get("/departures/<harbor>")
def departures(harbor):
    times = HARBORS.get(harbor) or abort(404)
    return render_template_string(PAGE, harbor=harbor, times=times)
