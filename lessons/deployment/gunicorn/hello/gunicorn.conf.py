import os

wsgi_app = "wsgi:app"
bind = os.environ.get("BIND", "127.0.0.1:8000")

# Processes that answer requests; they share nothing.
workers = 2

# A worker that is silent for this many seconds is replaced.
timeout = 30

# "-" is standard output: one line for each request.
accesslog = "-"
