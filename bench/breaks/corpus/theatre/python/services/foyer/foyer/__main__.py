"""Starts the service: `python -m foyer`."""

import os
from pathlib import Path

from .custom.app import App
from .custom.journal import Journal
from .generated import Config, Publisher, app, serve
from .generated_box_office import BoxOfficeClient
from .generated_programme import ProgrammeClient


def main() -> None:
    """Reads the journal of the season and serves on from there."""
    config = Config.from_env()
    journal = Journal(Path(os.environ.get("JOURNAL", "orders.jsonl")))
    clients = ProgrammeClient.from_env(), BoxOfficeClient.from_env()
    foyer = App(*clients, Publisher.from_env(), journal)
    foyer.orders.restore(journal.read())
    serve(app(foyer), config)


if __name__ == "__main__":
    main()
