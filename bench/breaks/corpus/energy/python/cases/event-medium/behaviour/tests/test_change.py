import asyncio
from datetime import date

from settlement.generated import (
    ChangeStateIn,
    ContractActivated,
    ContractState,
    Ctx,
    PayInvoiceIn,
    a_contract,
    a_invoice,
)
from tests.support import Heard, service


def test_what_is_announced() -> None:
    app = service()
    assert isinstance(app.announcer, Heard)
    app.invoices[9] = a_invoice(number=9, total=450)
    pay = PayInvoiceIn(number=9, amount=450, paid_on=date(2026, 3, 2))
    asyncio.run(app.pay_invoice(pay, Ctx()))
    (paid,) = app.announcer.paid
    assert (paid.number, paid.amount, paid.paid_on) == (9, 450, date(2026, 3, 2))
    app.book.contracts.put(a_contract(id=2, state=ContractState.DRAFT))
    asyncio.run(app.change_state(ChangeStateIn(id=2, state=ContractState.ACTIVE), Ctx()))
    (activated,) = app.announcer.activated
    assert activated.contract.id == 2
    assert "on_day" not in ContractActivated.model_fields
