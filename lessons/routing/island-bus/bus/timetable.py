from datetime import time

#: Name in the URL → name on the sign.
STOPS = {"harbor": "Harbor", "market": "Market square", "lighthouse": "Lighthouse"}

#: When buses leave each stop, sorted.
DEPARTURES = {
    "harbor": [time(7, 10), time(9, 40), time(16, 5)],
    "market": [time(7, 25), time(9, 55), time(16, 20)],
    "lighthouse": [time(8, 0), time(17, 0)],
}
