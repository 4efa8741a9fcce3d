"""What mooring costs."""

from datetime import timedelta

from harbour.custom import tariff
from harbour.custom.tariff import RULES, Visit
from harbour.generated import FeeKind, a_fee, a_port_call
from tests.support import EMMA


def test_every_kind_has_a_rule() -> None:
    assert set(RULES) == {
        FeeKind.DUES,
        FeeKind.PILOTAGE,
        FeeKind.TOWAGE,
        FeeKind.MOORING,
        FeeKind.STORAGE,
    }


def test_a_bill_adds_up() -> None:
    visit = Visit(a_port_call(berth="N-2"), EMMA, None, timedelta(hours=3))
    fees = tariff.bill(visit)
    assert tariff.total(fees) == sum(fee.cents for fee in fees)
    assert tariff.by_kind(fees)[FeeKind.TOWAGE] == 580_000
    assert tariff.fee_lines([a_fee(kind=FeeKind.MOORING, cents=5)]) == [
        "mooring            0.05 EUR"
    ]
