from datetime import date

from settlement.custom.archive import INVOICES, dumps, loads
from settlement.custom.invoicing import InvoiceBuilder, remind
from settlement.generated import a_contract
from tests.support import MARCH


def test_the_day_of_issue_stays() -> None:
    invoice = InvoiceBuilder(a_contract(id=1), MARCH).build(1, date(2026, 3, 1))
    assert (invoice.issued_on, invoice.due_on) == (date(2026, 3, 1), date(2026, 3, 15))
    assert loads(INVOICES, dumps(INVOICES, [invoice])) == [invoice]
    assert remind(invoice, date(2026, 4, 1)).issued_on == date(2026, 3, 1)
