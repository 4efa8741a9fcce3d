"""Starts the service: `python -m stock`."""

import logging

from .custom import App, Shelf
from .generated import Config, app, serve


def main() -> None:
    """Serves an empty shelf."""
    logging.basicConfig(level=logging.INFO)
    serve(app(App(shelf=Shelf())), Config.from_env())


if __name__ == "__main__":
    main()
