import asyncio
from datetime import date

from settlement.custom.app import App
from settlement.generated import Contract, Ctx, Estimate, EstimateCostIn, OpenContractIn
from tests.support import service


def test_estimates_of_energy() -> None:
    app = service()
    input = EstimateCostIn(tariff_code="basic", energy_kwh=20.0, zone="north", day=date(2026, 3, 1))
    estimate = asyncio.run(app.estimate_cost(input, Ctx()))
    assert isinstance(estimate, Estimate)
    assert (estimate.low, estimate.high) == (1350, 1650)


def test_contracts_start_after_they_are_signed() -> None:
    input = OpenContractIn(
        customer="1234",
        meter_id=42,
        tariff_code="basic",
        starts_on=date(2026, 1, 1),
        signed_on=date(2025, 12, 1),
    )
    contract = asyncio.run(service().open_contract(input, Ctx()))
    assert isinstance(contract, Contract)
    assert contract.starts_on == date(2026, 1, 1)
    assert "zone_report" not in App.__abstractmethods__
