"""Cents that are decimals."""

from datetime import timedelta
from decimal import Decimal

from harbour.custom import tariff
from harbour.custom.journal import Books, Notebook
from harbour.custom.reports import csv, day_report
from harbour.generated import FeeKind, a_fee, a_port_call
from tests.support import DAY, EMMA, NOON

OLD = (
    '{"kind": "call", "v": 1, "data": {"id": "7", "trace": '
    '"6f1b0a52-5a0e-4f3a-9a0c-0d8b7a1c2e3f", "imo": 1, "callSign": "OYGR2", '
    '"vesselName": "Emma", "state": "departed", "eta": "2026-05-04T12:00:00Z", '
    '"stay": "86400s", "draft": 10.4, "fees": [{"kind": "dues", "cents": "150"}], "remarks": []}}'
)


def test_fees_are_decimals() -> None:
    visit = tariff.Visit(a_port_call(pilot=1, draft=10.4), EMMA, None, timedelta(hours=1))
    fees = tariff.bill(visit)
    assert all(isinstance(fee.cents, Decimal) for fee in fees)
    assert tariff.total(fees) == Decimal(314_500 + 174_400 + 580_000)
    assert isinstance(tariff.total([]), Decimal)


def test_sums_in_a_report() -> None:
    fees = [a_fee(cents=Decimal(100)), a_fee(kind=FeeKind.TOWAGE, cents=Decimal(5))]
    call = a_port_call(eta=NOON, stay=DAY, fees=fees)
    report = day_report(NOON.date(), [call, call], 0, 1)
    assert report.cents_by_kind == {FeeKind.DUES: 200, FeeKind.TOWAGE: 10}
    assert all(isinstance(cents, int) for cents in report.cents_by_kind.values())


def test_money_is_shown_with_two_places() -> None:
    assert tariff.euros(Decimal(1_234_567)) == "12,345.67 EUR"
    assert tariff.euros(Decimal(-5)) == "-0.05 EUR"


def test_old_lines_are_read() -> None:
    calls = Books(Notebook([OLD])).calls
    assert csv(calls).endswith(",150")
