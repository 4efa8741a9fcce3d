import asyncio

from settlement.generated import ContractState, Ctx, a_contract
from settlement.generated_metering import a_meter, a_meter_replaced
from tests.support import service


def test_contracts_leave_the_replaced_meter() -> None:
    app = service()
    app.book.contracts.put(a_contract(id=1, meter_id=5, state=ContractState.ACTIVE))
    event = a_meter_replaced(replaced_id=5, new_meter=a_meter(id=6))
    asyncio.run(app.move_contracts(event, Ctx()))
    assert app.book.of_meter(5) == []
    assert [each.meter_id for each in app.book.of_meter(6)] == [6]
