from datetime import date

from settlement.custom.invoicing import InvoiceBuilder, line_text
from settlement.custom.tariffs import energy_line
from settlement.custom.values import Money
from settlement.generated import Unit, a_contract
from tests.support import MARCH, flat


def test_lines_have_known_units() -> None:
    contract = a_contract(discount_percent=5.0)
    invoice = (
        InvoiceBuilder(contract, MARCH)
        .energy([energy_line("Energy", 2.0, Money(60))])
        .base_fee(flat())
        .discount()
        .credit("Compensation", Money(5))
        .build(1, date(2026, 3, 1))
    )
    units = [line.unit for line in invoice.lines]
    assert units == [Unit.KWH, Unit.MONTH, Unit.EVENT, Unit.EVENT]
    assert all(unit.is_known for unit in units)
    assert "2 kWh" in line_text(invoice.lines[0])
