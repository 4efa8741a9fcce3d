from datetime import date, timedelta

from settlement.custom.archive import CONTRACTS, dumps, loads
from settlement.custom.book import renewed
from settlement.generated import a_contract


def test_paper_survives_a_restart() -> None:
    for on_paper in (True, False):
        contract = a_contract(id=3, on_paper=on_paper, notice=timedelta(days=3))
        assert loads(CONTRACTS, dumps(CONTRACTS, [contract])) == [contract]


def test_paper_is_renewed() -> None:
    assert renewed(a_contract(on_paper=True), date(2027, 1, 1), 2).on_paper
