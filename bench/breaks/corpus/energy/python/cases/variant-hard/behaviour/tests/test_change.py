import asyncio
from datetime import date
from decimal import Decimal

from settlement.custom.tariffs import RATERS, Usage, by_kind
from settlement.generated import Contract, Ctx, OpenContractIn, TariffKind, Tier, a_tariff
from tests.support import START, service


def test_seasonal_tariffs_are_rated_and_listed() -> None:
    tariff = a_tariff(kind=TariffKind.SEASONAL, tiers=[Tier(cents_per_kwh=Decimal(10))])
    lines = RATERS[TariffKind.SEASONAL](tariff, [Usage(START, 2.0)], lambda _: None)
    assert sum(line.amount for line in lines) == 20
    assert tariff in by_kind([a_tariff(kind=TariffKind.FLAT), tariff])


def test_contracts_are_opened_under_them() -> None:
    app = service()
    app.catalogue.add(a_tariff(code="sun", kind=TariffKind.SEASONAL, valid_from=date(2020, 1, 1)))
    input = OpenContractIn(
        customer="1234", meter_id=42, tariff_code="sun", starts_on=date(2026, 1, 1)
    )
    contract = asyncio.run(app.open_contract(input, Ctx()))
    assert isinstance(contract, Contract)
    assert contract.number[1:] == "26-00001"
