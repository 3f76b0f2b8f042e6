from flask import Flask

app = Flask(__name__)

READINGS = [18.5, 19.0, 21.5]  # degrees Celsius, oldest first


@app.route("/")
def latest():
    return f"<p>It is {READINGS[-1]} °C outside.</p>"


@app.route("/average")
def average():
    mean = sum(READINGS) / len(READINGS)
    return f"<p>The average is {mean:.1f} °C.</p>"


if __name__ == "__main__":
    app.run()
