from flask import Flask

app = Flask(__name__)

#: Room → who has it, or None.
ROOMS = {1: None, 2: "Ada", 3: None}


# Write the class, and connect it to /rooms/<int:number>.
