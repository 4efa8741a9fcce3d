"""What is written and read back, and what reports look like."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from settlement.custom.archive import (
    CONTRACTS,
    INVOICES,
    READINGS,
    Folder,
    dumps,
    ledger_entry,
    loads,
)
from settlement.custom.reports import (
    CONTRACT_COLUMNS,
    METER_COLUMNS,
    credits_by_producer,
    estimate_text,
    feed_in_rate,
    meter_badge,
    needs_visit,
    peak_hour,
    table,
    zone_url,
)
from settlement.custom.values import Money
from settlement.generated import (
    Contract,
    ContractState,
    FeedInScheme,
    Invoice,
    InvoiceLine,
    a_estimate,
    a_feed_in_credit,
    a_producer,
)
from settlement.generated_market import a_forecast
from settlement.generated_metering import MeterKind, a_meter
from tests.support import MARCH, METER, stand

CONTRACT = Contract(
    id=7,
    number="F26-00007",
    customer="C-00001234",
    meter_id=42,
    tariff_code="basic",
    state=ContractState.ACTIVE,
    starts_on=date(2026, 1, 1),
    deposit=5000,
    discount_percent=2.5,
    notice=timedelta(days=14),
)
INVOICE = Invoice(
    number=3,
    contract_id=7,
    period=MARCH,
    lines=[InvoiceLine(label="Energy", quantity=2.5, unit="kwh", amount=75)],
    total=75,
    due_on=date(2026, 3, 24),
)


def test_contracts_survive_a_restart(tmp_path: Path) -> None:
    line = "7|F26-00007|C-00001234|42|basic|active|2026-01-01||5000|2.5|14\n"
    assert dumps(CONTRACTS, [CONTRACT]) == line
    folder = Folder(tmp_path / "data")
    assert folder.load("contracts", CONTRACTS) == []
    folder.save("contracts", CONTRACTS, [CONTRACT])
    assert folder.load("contracts", CONTRACTS) == [CONTRACT]
    with pytest.raises(ValueError):
        CONTRACTS.read("7|F26-00007")


def test_readings_survive_a_restart() -> None:
    readings = [stand(0, 1000), stand(1, 1500)]
    text = dumps(READINGS, readings)
    assert text.startswith("42\t1.8.0\t2026-03-01T00:00:00+00:00\t1000\tmeasured\tgateway\n")
    assert loads(READINGS, f"# of March\n\n{text}") == readings


def test_bills_are_kept_as_json() -> None:
    written = INVOICES.write(INVOICE)
    assert json.loads(written) == {
        "number": 3,
        "contractId": "7",
        "period": {"firstDay": "2026-03-01", "lastDay": "2026-03-30"},
        "lines": [{"label": "Energy", "quantity": 2.5, "unit": "kwh", "amount": "75"}],
        "total": "75",
        "state": "issued",
        "dueOn": "2026-03-24",
        "reminders": 0,
    }
    assert INVOICES.read(written) == INVOICE


def test_bookkeeping_has_its_own_keys() -> None:
    assert json.loads(ledger_entry(INVOICE)) == {
        "document": "R3",
        "contract": 7,
        "amount": 75,
        "due_on": "2026-03-24",
        "state": "issued",
    }


def test_tables_are_as_wide_as_their_cells() -> None:
    assert table(CONTRACT_COLUMNS, [CONTRACT]).splitlines() == [
        "No.        Customer    Meter      State   Since",
        "F26-00007  C-00001234         42  ACTIVE  2026-01-01",
    ]
    assert table(METER_COLUMNS, [METER]).splitlines()[1] == "EM-42   30.0 kW  2015   -"


def test_meters_in_the_field() -> None:
    kinds = (MeterKind.SMART, MeterKind.TRANSFORMER, MeterKind.MECHANICAL)
    badges = [meter_badge(a_meter(id=42, kind=kind)) for kind in kinds]
    assert badges == ["S00000042", "T00000042", "M00000042"]
    assert not needs_visit(METER)
    assert needs_visit(a_meter(installed_on=date(2004, 12, 31)))
    assert needs_visit(a_meter(kind=MeterKind.MECHANICAL, installed_on=date(2020, 1, 1)))


def test_what_producers_are_paid() -> None:
    small = a_producer(peak_kw=9.9)
    large = a_producer(peak_kw=50.0, scheme=FeedInScheme.MARKET_PREMIUM)
    assert feed_in_rate(small, 70.0) == pytest.approx(8.7)
    assert feed_in_rate(large, 70.0) == pytest.approx(7.4)
    assert feed_in_rate(large, None) == pytest.approx(8.2)
    credits = [a_feed_in_credit(producer_id=id, period=MARCH, amount=id) for id in (10, 9)]
    grouped = credits_by_producer(credits)
    assert list(grouped) == [9, 10]
    assert grouped[10] == {"2026-03-01..2026-03-30": Money(10)}


def test_forecasts_and_links() -> None:
    assert peak_hour(a_forecast(hourly=[1.0, 4.0, 2.0])) == 1
    assert peak_hour(a_forecast(hourly=[])) is None
    assert estimate_text(a_estimate(low=100, high=250, confidence=0.85)) == (
        "1.00 EUR to 2.50 EUR (85% sure)"
    )
    assert zone_url("https://grid.example", "a/b", limit="5", day="x") == (
        "https://grid.example/zones/a%2Fb?day=x&limit=5"
    )
