"""Starts the service: `python -m dispatch`."""

import logging

from .custom.app import App
from .generated import Config, Publisher, app, serve
from .generated_infra import InfraClient
from .generated_sales import SalesClient


def main() -> None:
    """Wires both neighbours and an empty desk, then serves."""
    logging.basicConfig(level=logging.INFO)
    config = Config.from_env()
    desk = App(
        infra=InfraClient.from_env(),
        sales=SalesClient.from_env(),
        publisher=Publisher.from_env(),
    )
    serve(app(desk), config)


if __name__ == "__main__":
    main()
