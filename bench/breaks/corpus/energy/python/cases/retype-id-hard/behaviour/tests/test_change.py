import asyncio
from datetime import date

from settlement.custom.archive import CONTRACTS, dumps, loads
from settlement.generated import Contract, Ctx, ListContractsIn, OpenContractIn, a_contract
from tests.support import service


def test_contracts_are_opened_under_ids_of_text() -> None:
    app = service()
    input = OpenContractIn(
        customer="1234", meter_id=42, tariff_code="basic", starts_on=date(2026, 1, 1)
    )
    ids: list[str] = []
    for _ in range(3):
        contract = asyncio.run(app.open_contract(input, Ctx()))
        assert isinstance(contract, Contract)
        assert contract.number.startswith("F26-0")
        ids.append(contract.id)
    assert len(set(ids)) == 3
    first = asyncio.run(app.list_contracts(ListContractsIn(limit=2), Ctx()))
    assert ([each.id for each in first.contracts], first.more) == (ids[:2], True)
    rest = asyncio.run(app.list_contracts(ListContractsIn(after=ids[1]), Ctx()))
    assert [each.id for each in rest.contracts] == ids[2:]


def test_lines_of_contracts_are_read_back() -> None:
    contract = a_contract(id="17")
    assert loads(CONTRACTS, dumps(CONTRACTS, [contract])) == [contract]
