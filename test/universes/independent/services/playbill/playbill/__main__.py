"""Starts the service: `python -m playbill`."""

from .custom import PrintShop
from .generated import Config, app, serve
from .generated_programme import ProgrammeClient

if __name__ == "__main__":
    serve(app(PrintShop(ProgrammeClient.from_env())), Config.from_env())
