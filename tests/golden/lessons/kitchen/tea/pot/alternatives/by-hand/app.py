from flask import Flask, render_template, request

app = Flask(__name__)


@app.get("/pot")
def pot():
    return render_template("pot.html", strength=int(request.args.get("strength", "1")))


@app.post("/pot")
def order():
    return {"ordered": request.form["tea"], "note": "</script><!-- größer & wärmer"}
