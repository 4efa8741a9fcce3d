"""Readers pay for a new copy, whatever an old one brings."""

from decimal import Decimal

from lending.custom import fines
from lending.generated import Condition, a_item, a_loan
from lending.generated_catalogue import a_title
from tests.support import ADA, NOON

TITLE = a_title(list_price=Decimal(40), price=Decimal(1))


def test_what_is_paid_is_the_price_of_a_new_one() -> None:
    copy = a_item(price=Decimal(10))
    assert fines.loss(copy, TITLE).cents == 4000 + fines.HANDLING
    loan = a_loan(due=NOON.date())
    back = fines.Return(loan, copy, TITLE, ADA, Condition.DAMAGED, NOON)
    assert fines.damage(back) == 2000
