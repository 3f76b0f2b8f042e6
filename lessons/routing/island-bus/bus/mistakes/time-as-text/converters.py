from datetime import datetime

from werkzeug.routing import BaseConverter, ValidationError


def read_time(text):
    return datetime.strptime(text, "%H:%M").time()


class TimeConverter(BaseConverter):
    regex = r"\d\d:\d\d"

    def to_python(self, value):
        if value > "23:59" or value[3] > "5":
            raise ValidationError
        return value
