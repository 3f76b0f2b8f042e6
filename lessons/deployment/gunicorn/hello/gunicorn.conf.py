import os

wsgi_app = "wsgi:app"
bind = os.environ.get("BIND", "127.0.0.1:8000")

# Requests that are answered at the same time, in processes that share nothing.
workers = 2

# A worker that is silent for so many seconds is replaced.
timeout = 30

# "-" is standard output: whoever starts Gunicorn decides where the log goes.
accesslog = "-"
