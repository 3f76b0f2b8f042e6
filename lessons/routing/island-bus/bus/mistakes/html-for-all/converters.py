from datetime import datetime

from werkzeug.routing import BaseConverter, ValidationError


def read_time(text):
    return datetime.strptime(text, "%H:%M").time()


class TimeConverter(BaseConverter):
    regex = r"\d\d:\d\d"

    def to_python(self, value):
        try:
            return read_time(value)
        except ValueError:
            raise ValidationError from None

    def to_url(self, value):
        return f"{value:%H:%M}"
