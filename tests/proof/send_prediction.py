"""Sends one request to the Flask app of the current folder and prints what came; run as text inside that folder.

The app is found as `flask run` would find it.
"""

import json
import sys

from flask.cli import ScriptInfo

sys.path.insert(0, ".")
method, path, headers, body = json.loads(sys.argv[1])
client = ScriptInfo().load_app().test_client(use_cookies=False)
address = "http://localhost:5000"  # as in the page, for apps that write it into their answers
with client.open(path, base_url=address, method=method, headers=headers, data=body.encode()) as response:
    print(json.dumps([response.status_code, list(response.headers), response.get_data().decode("utf-8", "replace")]))
