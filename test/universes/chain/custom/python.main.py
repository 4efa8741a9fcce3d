"""Starts the service: `python -m chain_python`."""

import os

from .custom import App
from .generated import Config, Publisher, app, serve
from .generated_chain_typescript import ChainTypescriptClient


async def ready() -> bool:
    return not os.path.exists(os.environ.get("UNREADY_FILE", ""))


if __name__ == "__main__":
    service = App(ChainTypescriptClient.from_env(), Publisher.from_env())
    serve(app(service), Config.from_env(), ready)
