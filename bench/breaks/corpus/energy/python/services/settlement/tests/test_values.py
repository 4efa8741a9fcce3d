"""Money, numbers as people type them, and periods."""

from datetime import date
from decimal import Decimal

import pytest

from settlement.custom.values import (
    METER_ID_MAX,
    Money,
    customer_ref,
    kwh_of,
    meter_id_of,
    month_of,
    parse_period,
    period_label,
    priced,
)


def test_money_rounds_half_up_and_is_written_with_two_digits() -> None:
    assert Money.of(Decimal("12.5")) == Money(13)
    assert str(Money(-1205)) == "-12.05 EUR"
    assert Money(1000).percent(2.55) == Money(26)
    assert priced(10.5, Decimal("30.1")) == Money(316)
    assert kwh_of(1500) == 1.5


@pytest.mark.parametrize("text", ["1234", "C-1234", "c1234", " C-00001234 "])
def test_customers_have_one_form(text: str) -> None:
    assert customer_ref(text) == "C-00001234"


def test_what_is_no_customer_is_refused() -> None:
    with pytest.raises(ValueError, match="no customer"):
        customer_ref("D-1234")


def test_meter_ids_as_people_type_them() -> None:
    assert meter_id_of("10 42.7") == 10427
    for text in ("", "x1", "0", str(METER_ID_MAX + 1)):
        with pytest.raises(ValueError):
            meter_id_of(text)


def test_periods_are_written_and_read() -> None:
    month = month_of(date(2024, 2, 11))
    assert period_label(month) == "2024-02-01..2024-02-29"
    assert parse_period("2024-02-01..2024-02-29") == month
    with pytest.raises(ValueError, match="before it starts"):
        parse_period("2024-02-02..2024-02-01")
