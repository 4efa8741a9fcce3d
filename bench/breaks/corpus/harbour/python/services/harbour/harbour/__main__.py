"""Starts the service: `python -m harbour`."""

import logging
from pathlib import Path

from .custom import App, Services
from .custom.berths import BerthPlan, read_berth
from .custom.journal import Books, FileJournal
from .custom.pilots import Roster, read_pilot
from .custom.tidetable import TideTable
from .custom.vessels import Fleet
from .generated import Config, Publisher, app, serve
from .generated_registry import RegistryClient
from .generated_tides import TidesClient

BERTHS = """
N-1;quay;320;14.5;14;flammable+toxic
N-2;quay;210;11;9;
S-1;jetty;260;16;11;flammable+toxic+explosive
W-1;buoy;400;22;0;
"""

PILOTS = """
id=1 name=Hansen licence=A max_draft=15 rest=8 languages=en+da
id=2 name=Okafor licence=B max_draft=10.5 rest=8 languages=en+fr on_call=no
"""


def main() -> None:
    """Wires the neighbours and the journal, then serves."""
    logging.basicConfig(level=logging.INFO)
    config = Config.from_env()
    services = Services(
        books=Books(FileJournal(Path(config.journal))),
        fleet=Fleet(RegistryClient.from_env(), config.vessel_cache),
        tides=TideTable(TidesClient.from_env(), config.station),
        berths=BerthPlan(read_berth(line) for line in BERTHS.split()),
        roster=Roster(read_pilot(line) for line in PILOTS.strip().splitlines()),
        events=Publisher.from_env(),
    )
    serve(app(App(services)), config)


if __name__ == "__main__":
    main()
