"""Takings with somebody who took them."""

from datetime import date

from foyer.custom.cloakroom import BarBook


def test_takings_name_somebody() -> None:
    bar = BarBook()
    taking = bar.record("circle", date(2026, 5, 1), {"water": 2})
    assert (taking.sum, taking.counter) == (640, "circle")
    assert isinstance(taking.model_dump(mode="json", by_alias=True)["cashier"], str)
