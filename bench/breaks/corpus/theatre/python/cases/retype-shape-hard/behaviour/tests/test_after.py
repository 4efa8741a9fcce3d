"""Prices that are a list."""

from decimal import Decimal

from foyer.custom.reports import band_lines, evening
from foyer.custom.seats import price_of, ticket_for
from foyer.generated_programme import BandPrice, PriceBand

from .support import a_night

TURNED = [
    BandPrice(band=PriceBand.GALLERY, price=Decimal(60)),
    BandPrice(band=PriceBand.STALLS, price=Decimal(30)),
]


def test_bands_cost_what_the_list_says() -> None:
    assert price_of(TURNED, PriceBand.STALLS) == Decimal(30)
    assert price_of(TURNED, PriceBand.CIRCLE) == Decimal(60)
    assert price_of([], PriceBand.CIRCLE) == 0
    night = a_night().model_copy(update={"prices": TURNED})
    assert ticket_for(night, "AA-1").price == Decimal(60)
    assert [line.split(":")[0] for line in band_lines(evening(night, [], 0))] == [
        "Gallery",
        "Stalls",
        "Dress circle",
    ]
