"""Starts the service: `python -m notifications`."""

import logging

from .custom import App, Postbox
from .generated import Config, app, serve
from .generated_users import UsersClient


def main() -> None:
    """Wires the real user directory and an empty postbox, then serves."""
    logging.basicConfig(level=logging.INFO)
    config = Config.from_env()
    notifications = App(directory=UsersClient.from_env(), postbox=Postbox())
    serve(app(notifications), config)


if __name__ == "__main__":
    main()
