from collections import Counter as Tally

from flask import Flask
from flask.views import View

app = Flask(__name__)
VISITORS = Tally()


class Counter(View):
    def __init__(self, place):
        self.place = place

    def dispatch_request(self):
        VISITORS[self.place] += 1
        return f"<p>{self.place}: visitor number {VISITORS[self.place]}</p>"


for name in ("tower", "garden"):
    app.add_url_rule(f"/{name}", view_func=Counter.as_view(name, name.capitalize()))
