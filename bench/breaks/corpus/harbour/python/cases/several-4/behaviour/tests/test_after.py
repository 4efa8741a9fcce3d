"""Pilots by texts, and bills without notes."""

from datetime import timedelta

from harbour.custom import tariff
from harbour.custom.journal import Books, Notebook, write_call
from harbour.custom.keyed import Span
from harbour.custom.pilots import Job, Roster, read_pilot
from harbour.custom.reports import csv
from harbour.generated import a_port_call
from tests.support import DAY, EMMA, NOON, pilot


def test_pilots_are_told_by_text() -> None:
    roster = Roster([pilot("b7"), pilot("a1", max_draft=1.0)])
    job = Job(call=1, draft=9.0, span=Span.of(NOON, DAY))
    found = roster.suggest(job)
    assert found is not None
    assert found.id == "b7"
    roster.assign("b7", job)
    assert roster.refusal("b7", job) == "has to rest"
    assert roster.refusal("zz", job) == "nobody of that number"
    assert read_pilot("id=4 name=A licence=A max_draft=1 rest=8 languages=en").id == "4"


def test_books_keep_them() -> None:
    call = a_port_call(id=3, pilot="b7", eta=NOON)
    assert [each.pilot for each in Books(Notebook([write_call(call)])).calls] == ["b7"]
    assert csv([call]).endswith(",b7,0")


def test_a_bill() -> None:
    visit = tariff.Visit(a_port_call(), EMMA, None, timedelta(hours=1))
    fees = tariff.bill(visit)
    assert tariff.total(fees) == 314_500 + 580_000
    assert tariff.fee_lines(fees)[0].startswith("towage         5,800.00 EUR")
