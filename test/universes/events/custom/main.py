"""Starts the service: `python -m listener_python`."""

from .custom import App
from .generated import Config, app, listeners, serve

if __name__ == "__main__":
    implementation = App()
    implementation.heard = listeners(implementation)
    serve(app(implementation, implementation.heard), Config.from_env())
