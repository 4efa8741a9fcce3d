"""What energy costs under each kind of tariff."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from settlement.custom.tariffs import (
    RATERS,
    Catalogue,
    Usage,
    band_at,
    by_kind,
    number_prefix,
    split_tiers,
    tier_label,
)
from settlement.generated import Band, TariffKind, Tier, a_tariff
from tests.support import START, banded, flat

USAGES = [Usage(START + timedelta(hours=hour), 10.0) for hour in (5, 8, 22)]
TIERS = [Tier(cents_per_kwh=Decimal(20)), Tier(up_to_kwh=25.0, cents_per_kwh=Decimal(30))]


def no_price(_: object) -> None:
    return None


def test_a_flat_tariff_has_one_line() -> None:
    lines = RATERS[TariffKind.FLAT](flat(), USAGES, no_price)
    assert [(line.label, line.quantity, line.unit, line.amount) for line in lines] == [
        ("Energy", 30.0, "kwh", 900)
    ]


def test_bands_are_told_apart_by_the_hour() -> None:
    assert [band_at(banded(), hour) for hour in (3, 7, 20, 23)] == [
        Band.NIGHT,
        Band.PEAK,
        Band.PEAK,
        Band.NIGHT,
    ]
    lines = RATERS[TariffKind.BANDED](banded(), USAGES, no_price)
    assert [(line.label, line.amount) for line in lines] == [("Night", 400), ("Peak hours", 400)]


def test_tiers_are_filled_from_below() -> None:
    assert [(tier.up_to_kwh, part) for tier, part in split_tiers(TIERS, 40.0)] == [
        (25.0, 25.0),
        (None, 15.0),
    ]
    assert [tier_label(tier) for tier in TIERS] == [
        "Energy above all tiers",
        "Energy up to 25 kWh",
    ]
    tariff = a_tariff(kind=TariffKind.TIERED, tiers=TIERS)
    lines = RATERS[TariffKind.TIERED](tariff, USAGES, no_price)
    assert [line.amount for line in lines] == [750, 100]


def test_market_prices_hold_where_they_are_known() -> None:
    known = {USAGES[0].started_at: 80.0}
    tariff = a_tariff(kind=TariffKind.DYNAMIC, tiers=[Tier(cents_per_kwh=Decimal(30))])
    (line,) = RATERS[TariffKind.DYNAMIC](tariff, USAGES, known.get)
    assert line.amount == 10 * 8 + 20 * 30


def test_the_version_of_a_day() -> None:
    catalogue = Catalogue()
    for cents, year in (("31", 2025), ("29", 2024)):
        catalogue.add(flat(cents=cents, since=date(year, 1, 1)))
    found = catalogue.on("basic", date(2024, 12, 31))
    assert found is not None and found.tiers[0].cents_per_kwh == Decimal(29)
    assert catalogue.on("basic", date(2023, 12, 31)) is None
    assert catalogue.on("other", date(2024, 1, 1)) is None
    assert catalogue.labelled("green", "yes") == {"basic"}


def test_kinds_have_letters_and_an_order() -> None:
    kinds = [TariffKind.DYNAMIC, TariffKind.TIERED, TariffKind.BANDED, TariffKind.FLAT]
    assert [number_prefix(kind) for kind in kinds] == ["D", "S", "S", "F"]
    assert [each.kind for each in by_kind(a_tariff(kind=kind) for kind in kinds)] == kinds[::-1]
    with pytest.raises(ValueError, match="no letter"):
        number_prefix(TariffKind("barter"))
