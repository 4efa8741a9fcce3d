"""What is sent in time is asked for, and a town is enough for an envelope."""

from datetime import timedelta

from lending.custom.lists import read_list
from lending.custom.readers import envelope
from lending.custom.titles import in_time
from lending.generated import BadList
from lending.generated_accounts import a_address, a_member
from lending.generated_catalogue import a_partner
from tests.support import ADA, TODAY


def test_delivery_takes_its_time() -> None:
    partner = a_partner(delivery=timedelta(days=3))
    assert in_time(partner, TODAY, TODAY + timedelta(days=3))
    assert not in_time(partner, TODAY, TODAY + timedelta(days=2))


def test_envelopes() -> None:
    assert envelope(ADA)[-1] == "W1 Marylebone"
    lines = envelope(a_member(name="Bo", address=a_address(town="Skagen", postcode=None)))
    assert "Skagen" in lines[-1] and "None" not in lines[-1]


def test_a_bad_list_has_a_reason() -> None:
    said = read_list(7, "Sea", ["12", "12"])
    assert isinstance(said, BadList) and "title 12 stands there twice" in said.reason
