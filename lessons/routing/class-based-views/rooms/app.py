from flask import Flask

app = Flask(__name__)

#: Locker → who has it, or None.
LOCKERS = {1: None, 2: "Ada", 3: None}


# Write the class, and connect it to /lockers/<int:number>.
