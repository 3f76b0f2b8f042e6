from flask import Flask

app = Flask(__name__)

# The number of a locker, and what a PUT sent for it, such as {"name": "Ada"}. A locker that is not here is free.
LOCKERS = {}

# Import request from flask: request.get_json() gives you what was sent.
