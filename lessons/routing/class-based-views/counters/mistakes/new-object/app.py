from flask import Flask
from flask.views import View

app = Flask(__name__)


class Counter(View):
    def __init__(self, place):
        self.place = place
        self.visitors = 0

    def dispatch_request(self):
        self.visitors += 1
        return f"<p>{self.place}: visitor number {self.visitors}</p>"


app.add_url_rule("/tower", view_func=Counter.as_view("tower", "Tower"))
app.add_url_rule("/garden", view_func=Counter.as_view("garden", "Garden"))
