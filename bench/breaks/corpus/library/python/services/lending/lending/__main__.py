"""Starts the service: `python -m lending`."""

import logging
from datetime import timedelta
from pathlib import Path

from .custom import App, Desk
from .custom.journal import Books, FileJournal
from .custom.keyed import Register
from .custom.opening import OpeningCalendar
from .custom.readers import Readers
from .custom.titles import Shelves
from .generated import Branch, Config, Publisher, app, serve
from .generated_accounts import AccountsClient
from .generated_catalogue import CatalogueClient

WEEK = {day: "10:00-18:30" for day in range(1, 6)}

BRANCHES = [
    Branch(
        code="main",
        name="Main library",
        shelves={"A": 400, "B": 400, "holds": 60},
        hours={**WEEK, 5: "10:00-14:00"},
        desk_phone="555-0100",
        patience=timedelta(days=7),
    ),
    Branch(
        code="bus",
        name="Book bus",
        shelves={"left": 80, "right": 80},
        hours={2: "14:00-17:00"},
        patience=timedelta(days=14),
    ),
]


def main() -> None:
    """Wires the neighbours and the journal, then serves."""
    logging.basicConfig(level=logging.INFO)
    config = Config.from_env()
    branches = Register[str, Branch](lambda branch: branch.code, BRANCHES)
    desk = Desk(
        books=Books(FileJournal(Path(config.journal))),
        shelves=Shelves(CatalogueClient.from_env(), config.title_cache),
        readers=Readers(AccountsClient.from_env()),
        events=Publisher.from_env(),
        branches=branches,
        calendar=OpeningCalendar(branches),
    )
    serve(app(App(desk)), config)


if __name__ == "__main__":
    main()
