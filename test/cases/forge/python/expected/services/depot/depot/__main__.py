"""Starts the service: `python -m depot`."""

from .custom import App
from .generated import Config, app, serve

if __name__ == "__main__":
    serve(app(App()), Config.from_env())
