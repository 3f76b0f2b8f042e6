"""Sends requests to the Flask app of the current folder and prints their statuses; run as text inside that folder.

The app is found as `flask run` would find it. Cookies are kept from one request to the next, as in the page.
"""

import json
import sys

from flask.cli import ScriptInfo

sys.path.insert(0, ".")
client = ScriptInfo().load_app().test_client()
statuses = []
for method, path, headers, body in json.loads(sys.argv[1]):
    with client.open(path, method=method, headers=headers, data=body.encode()) as response:
        statuses.append(response.status_code)
print(json.dumps(statuses))
