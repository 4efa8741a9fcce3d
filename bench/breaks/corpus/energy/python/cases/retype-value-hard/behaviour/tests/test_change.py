from datetime import UTC, date, datetime, timedelta

from settlement.custom.invoicing import InvoiceBuilder, by_urgency, is_late, printed
from settlement.generated import InvoiceState, a_contract, a_invoice
from tests.support import MARCH


def test_bills_fall_due_two_weeks_later() -> None:
    invoice = InvoiceBuilder(a_contract(), MARCH).build(1, date(2026, 3, 1))
    begin = datetime(2026, 3, 15, tzinfo=UTC)
    assert begin <= invoice.due_on <= begin + timedelta(days=1)
    assert "15.03.2026" in printed(invoice) or "16.03.2026" in printed(invoice)


def test_what_is_late_is_late() -> None:
    invoice = a_invoice(
        due_on=datetime(2026, 3, 1, 12, tzinfo=UTC), state=InvoiceState.ISSUED, number=1
    )
    later = a_invoice(due_on=datetime(2026, 3, 4, 9, tzinfo=UTC), number=2)
    assert is_late(invoice, date(2026, 3, 5))
    assert not is_late(invoice, date(2026, 2, 27))
    assert [each.number for each in by_urgency([later, invoice])] == [1, 2]
