import asyncio
from datetime import date, timedelta

from settlement.custom.archive import CONTRACTS, dumps, loads
from settlement.custom.book import renewed
from settlement.generated import Contract, Ctx, OpenContractIn, a_contract
from tests.support import service


def test_contracts_lie_where_their_meters_lie() -> None:
    app = service()
    input = OpenContractIn(
        customer="1234", meter_id=42, tariff_code="basic", starts_on=date(2026, 1, 1)
    )
    contract = asyncio.run(app.open_contract(input, Ctx()))
    assert isinstance(contract, Contract)
    assert contract.zone_code == "north"
    assert renewed(contract, date(2027, 1, 1), 8).zone_code == "north"


def test_zones_survive_a_restart() -> None:
    contract = a_contract(zone_code="south", notice=timedelta(days=3))
    assert loads(CONTRACTS, dumps(CONTRACTS, [contract])) == [contract]
