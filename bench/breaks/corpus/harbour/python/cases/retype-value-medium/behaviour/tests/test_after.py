"""Dues by a tonnage that has fractions."""

from datetime import timedelta

from harbour.custom.tariff import Visit, bill, by_kind, dues
from harbour.generated import FeeKind, a_port_call
from tests.support import EMMA


def visit(tonnage: float) -> Visit:
    vessel = EMMA.model_copy(update={"gross_tonnage": tonnage})
    return Visit(a_port_call(), vessel, None, timedelta(days=1))


def test_dues() -> None:
    assert dues(visit(1000.0)) == 18_500
    assert dues(visit(1000.4)) in (18_500, 18_507)
    assert by_kind(bill(visit(1000.0)))[FeeKind.DUES] == 18_500


def test_the_note_names_the_tonnage() -> None:
    note = bill(visit(1000.0))[0].note
    assert note is not None
    assert note.startswith("1000")
    assert note.endswith(", 1 d")
