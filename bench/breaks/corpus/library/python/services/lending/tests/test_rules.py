"""Rules, fines and opening hours, without a desk."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from lending.custom import fines, rules
from lending.custom.opening import (
    OpeningCalendar,
    Span,
    free_places,
    read_span,
    roomiest,
    week_lines,
)
from lending.generated import Condition, FineKind, Loan, LoanState, a_fine, a_item, a_loan
from lending.generated_accounts import Standing, Tier, a_member
from lending.generated_catalogue import Medium, Title, a_author, a_title
from tests.support import ADA, BUS, ENGINES, EVE, MAIN, NOON, TIM, TODAY, WAVES

DUE = date(2026, 3, 10)
LOAN = a_loan(id=3, barcode="B1", title=12, member=7, lent_at=NOON, due=DUE)


def returned(loan: Loan, title: Title, days: int, condition: Condition) -> fines.Return:
    copy = a_item(barcode=loan.barcode, title=title.id, price=Decimal("20.00"))
    at = datetime.combine(DUE + timedelta(days=days), time(12), NOON.tzinfo)
    return fines.Return(loan, copy, title, ADA, condition, at)


def test_objections_in_their_order() -> None:
    assert rules.objection(rules.Wish(EVE, ENGINES, (), TODAY)) == "blocked"
    assert rules.objection(rules.Wish(TIM, WAVES, (), TODAY)) == "for adults"
    assert rules.objection(rules.Wish(ADA, ENGINES, (LOAN,), TODAY)) == "has title 12"
    assert rules.objection(rules.Wish(ADA, WAVES, (LOAN,), TODAY)) is None


def test_who_owes_a_little_may_borrow() -> None:
    little = a_member(standing=Standing.OWING, balance=2000)
    much = a_member(standing=Standing.OWING, balance=2001)
    assert rules.blocked(rules.Wish(little, ENGINES, (), TODAY)) is None
    assert rules.blocked(rules.Wish(much, ENGINES, (), TODAY)) == "owes 2001 cents"


def test_children_take_five() -> None:
    loans = tuple(a_loan(id=id, title=100 + id) for id in range(1, 6))
    assert rules.too_many(rules.Wish(TIM, ENGINES, loans, TODAY)) == "has 5 of 5"
    back = tuple(loan.model_copy(update={"state": LoanState.RETURNED}) for loan in loans)
    assert rules.too_many(rules.Wish(TIM, ENGINES, back, TODAY)) is None


@pytest.mark.parametrize(("days", "expected"), [(None, 28), (7, 7), (90, 28), (0, 1)])
def test_terms(days: int | None, expected: int) -> None:
    assert rules.term(ENGINES, days) == timedelta(days=expected)


def test_late_is_after_the_day_it_is_due() -> None:
    assert not rules.is_late(LOAN, DUE)
    assert rules.is_late(LOAN, DUE + timedelta(days=1))
    soon = a_loan(id=9, due=date(2026, 3, 9))
    same = a_loan(id=2, due=DUE)
    assert [loan.id for loan in rules.by_urgency([LOAN, same, soon])] == [9, 2, 3]


def test_labels_and_slips() -> None:
    assert rules.shelf_label(ENGINES) == "QA.LOV LOV (EN)"
    assert rules.shelf_label(WAVES) == "DVD.W --- (FR)"
    assert rules.slip(LOAN, ENGINES) == f"000003 {'Engines':<30} on loan until 10.03.2026"


def test_late_books_cost_by_the_day() -> None:
    back = returned(LOAN, ENGINES, days=4, condition=Condition.FRESH)
    assert list(fines.charged(back)) == [a_fine(kind=FineKind.LATE, cents=80, note="4 d")]
    assert fines.late(returned(LOAN, ENGINES, days=400, condition=Condition.FRESH)) == 1500
    assert list(fines.charged(returned(LOAN, ENGINES, days=0, condition=Condition.WORN))) == []


def test_damage_is_a_share_of_the_price() -> None:
    back = returned(LOAN, ENGINES, days=-2, condition=Condition.DAMAGED)
    found = [(fine.kind, fine.cents, fine.note) for fine in fines.charged(back)]
    assert found == [(FineKind.DAMAGE, 1200, "fresh to damaged")]


def test_a_loss_is_paid_as_new() -> None:
    cheap = a_item(price=Decimal("20.00"))
    dear = a_item(price=Decimal("30.00"))
    assert fines.loss(cheap, ENGINES).cents == 2400 + fines.HANDLING
    assert fines.loss(dear, ENGINES).cents == 3000 + fines.HANDLING


def test_an_invoice_has_a_sum() -> None:
    raised = [
        a_fine(kind=FineKind.LATE, cents=80, note="4 d"),
        a_fine(kind=FineKind.LOSS, cents=2750),
    ]
    loan = a_loan(fines=raised)
    assert fines.invoice(loan).splitlines() == [
        "late          0.80 EUR  4 d",
        "loss         27.50 EUR",
        "total        28.30 EUR",
    ]
    assert fines.by_kind([*raised, *raised]) == {FineKind.LATE: 160, FineKind.LOSS: 5500}


def test_spans() -> None:
    assert read_span("10:00-18:30") == Span(time(10), time(18, 30))
    assert read_span("10:00-18:30").length == timedelta(hours=8.5)
    for text in ("10-18", "18:00-10:00", "25:00-26:00"):
        with pytest.raises(ValueError):
            read_span(text)


def test_what_is_due_on_a_closed_day_is_due_on_the_next() -> None:
    calendar = OpeningCalendar([MAIN, BUS], [date(2026, 3, 30)])
    assert calendar.open_day("main", date(2026, 3, 28)) == date(2026, 3, 31)
    assert calendar.open_day("bus", date(2026, 3, 28)) == date(2026, 4, 1)
    assert calendar.is_open("main", NOON)
    assert not calendar.is_open("bus", NOON)


def test_the_board_at_the_door() -> None:
    assert week_lines(BUS) == ["BUS", "Wed 14:00-17:00"]
    assert week_lines(MAIN)[-1] == "Tel. 555-0100"


def test_shelves_fill_up() -> None:
    assert free_places(MAIN, {"A": 1, "B": 3}) == {"A": 1, "B": 0}
    assert roomiest(MAIN, {"B": 1}) == "A"
    assert roomiest(BUS, {"left": 1}) is None


def test_terms_and_limits_cover_what_is_known() -> None:
    assert rules.TERMS[Medium.MAGAZINE] < rules.TERMS[Medium.BOOK]
    assert rules.LIMITS[Tier.PATRON] == 40
    label = rules.shelf_label(a_title(authors=[a_author(name="Grace Hopper")], language="de"))
    assert label.endswith("HOP (DE)")
