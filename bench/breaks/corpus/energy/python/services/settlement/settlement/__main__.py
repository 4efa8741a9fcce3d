"""Starts the service: `python -m settlement`."""

import logging

from .custom.app import App
from .custom.prices import PriceBoard
from .generated import Config, Publisher, app, serve
from .generated_market import MarketClient
from .generated_metering import MeteringClient


def main() -> None:
    """Wires the real metering service and market, then serves."""
    logging.basicConfig(level=logging.INFO)
    config = Config.from_env()
    settlement = App(
        metering=MeteringClient.from_env(),
        board=PriceBoard(MarketClient.from_env()),
        announcer=Publisher.from_env(),
    )
    serve(app(settlement), config)


if __name__ == "__main__":
    main()
