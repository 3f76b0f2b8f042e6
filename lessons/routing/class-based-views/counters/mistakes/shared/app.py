from flask import Flask
from flask.views import View

app = Flask(__name__)


class Counter(View):
    visitors = 0

    def __init__(self, place):
        self.place = place

    def dispatch_request(self):
        Counter.visitors += 1
        return f"<p>{self.place}: visitor number {self.visitors}</p>"


app.add_url_rule("/tower", view_func=Counter.as_view("tower", "Tower"))
app.add_url_rule("/garden", view_func=Counter.as_view("garden", "Garden"))
