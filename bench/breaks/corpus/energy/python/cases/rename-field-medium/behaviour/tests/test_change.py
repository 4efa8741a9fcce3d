from datetime import date, timedelta

from settlement.custom.archive import CONTRACTS, dumps, loads
from settlement.custom.book import Book, deposits, renewed
from settlement.custom.reports import CONTRACT_COLUMNS, table
from settlement.generated import a_contract


def test_a_holder_goes_wherever_the_contract_goes() -> None:
    contract = a_contract(id=4, holder="C-00000077", deposit=5, notice=timedelta(days=3))
    book = Book()
    book.contracts.put(contract)
    assert book.by_customer == {"C-00000077": [4]}
    assert deposits([contract]) == {"C-00000077": 5}
    assert renewed(contract, date(2027, 1, 1), 5).holder == "C-00000077"
    assert "C-00000077" in table(CONTRACT_COLUMNS, [contract])


def test_lines_stay_as_they_were() -> None:
    contract = a_contract(id=4, number="F1", holder="C-00000077", notice=timedelta(days=3))
    text = dumps(CONTRACTS, [contract])
    assert text.startswith("4|F1|C-00000077|")
    assert loads(CONTRACTS, text) == [contract]
