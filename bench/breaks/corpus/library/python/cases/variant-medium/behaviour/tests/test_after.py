"""Teenagers are no strangers to the rules."""

from lending.custom import rules
from lending.generated_accounts import Tier, a_member
from tests.support import ENGINES, TODAY


def test_a_teenager_may_take_more_than_a_stranger() -> None:
    assert rules.LIMITS[Tier.TEEN] > 1
    teen = a_member(tier=Tier.TEEN)
    assert rules.too_many(rules.Wish(teen, ENGINES, (), TODAY)) is None
