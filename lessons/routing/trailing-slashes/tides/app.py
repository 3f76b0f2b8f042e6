from flask import Flask

app = Flask(__name__)

# What the gauge has measured, in centimeters.
HEIGHTS = [112, 131]

# request.form.get("height", type=int) gives you the number that the gauge sends.
