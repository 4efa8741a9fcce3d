from datetime import date

from settlement.custom.invoicing import is_late, printed
from settlement.custom.reports import METER_COLUMNS, table
from settlement.generated import InvoiceState, a_invoice
from settlement.generated_metering import a_meter


def test_meters_show_their_serial_number() -> None:
    lines = table(METER_COLUMNS, [a_meter(serial_number="SN-1")]).splitlines()
    assert lines[0].startswith("Serial")
    assert lines[1].startswith("SN-1")


def test_a_disputed_bill_says_something() -> None:
    disputed = a_invoice(state=InvoiceState.DISPUTED, due_on=date(2026, 3, 1))
    assert not printed(disputed).splitlines()[-1].startswith("Total")
    issued = a_invoice(state=InvoiceState.ISSUED, due_on=date(2026, 3, 1))
    assert is_late(issued, date(2026, 3, 2))
