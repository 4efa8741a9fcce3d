"""Grams are whole, and parcels hold as much as before."""

from decimal import Decimal

from lending.custom.titles import grams, parcels
from lending.generated_catalogue import a_title


def test_grams_of_a_decimal() -> None:
    assert grams(Decimal("1.2344")) == 1234
    light = [a_title(id=id, weight=Decimal("1.0")) for id in (1, 2, 3)]
    assert [len(parcel) for parcel in parcels(light)] == [2, 1]
