"""Starts the service: `python -m limits`."""

from .custom import App
from .generated import Config, app, serve

if __name__ == "__main__":
    serve(app(App()), Config.from_env())
