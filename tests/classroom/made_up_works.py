"""What the learners of the made-up class have made of their exercises: answers of the lessons, and attacks."""

from __future__ import annotations

from tests.course import ROOT

BAKERY, SHOP = "start/first-app/bakery", "routing/variable-rules/shop"

#: Added to a bakery that is as it was handed out, or to one that is right.
ATTACKS = {
    "loops": "while True:\n    pass\n",
    "exits in a view": "import os\n\n\n@app.get('/hours')\ndef hours():\n    os._exit(0)\n",
    "patches pytest": "import _pytest.python\n\n_pytest.python.Function.runtest = lambda self: None\n",
    "fakes results": (
        "from werkzeug.test import TestResponse\n\n"
        "TestResponse.text = property(lambda self: 'Corner Bakery Open from 7:00 to 15:00')\n"
        "TestResponse.status_code = 200\n"
    ),
    "reads the checks": (
        "try:\n    print(open('test_app.py').read())\n    raise SystemExit('read')\nexcept PermissionError:\n    pass\n"
    ),
    "prints megabytes": "for _ in range(30):\n    print('x' * 1_000_000)\n",
}
WRONG_HOURS = "\n\n@app.route('/hours')\ndef hours():\n    return '<p>Open all day</p>'\n"
#: Answers what the published checks ask for, and nothing else.
LEARNED_BY_HEART = """from flask import Flask, request

app = Flask(__name__)
ANSWERS = {
    "/products/2": "<h1>Cup and saucer</h1>",
    "/products/2/red": "<h1>Cup and saucer in red</h1>",
    "/products/2/blue": "<h1>Cup and saucer in blue</h1>",
}


@app.get("/<path:_>")
def anything(_):
    return ANSWERS.get(request.path) or ("Not found", 404)
"""


def work(exercise: str, variant: str) -> str:
    """`app.py` of an exercise: a folder of answers such as `solution`, or one of the names above."""
    folder = ROOT / "lessons" / exercise
    if (folder / variant / "app.py").is_file():
        return (folder / variant / "app.py").read_text("utf-8")
    if variant == "by heart":
        return LEARNED_BY_HEART
    starter = (folder / "app.py").read_text("utf-8")
    if variant == "prints megabytes":
        return work(exercise, "solution") + ATTACKS[variant]
    return starter + {"starter": "", "wrong hours": WRONG_HOURS, **ATTACKS}[variant]
