import asyncio

from dispatch.generated import Cause, Ctx, ReportDelayIn, TrainState
from dispatch.generated_sales import a_ticket

from .neighbours import Sales, a_run, desk


def paid(minutes: int, state: TrainState) -> list[int]:
    sales = Sales(tickets=[a_ticket(number=31, train="IC 512", price=40.0)])
    app = desk(None, sales, a_run().model_copy(update={"state": state}))
    wanted = ReportDelayIn(train_id=1, minutes=minutes, cause=Cause.CREW)
    asyncio.run(app.report_delay(wanted, Ctx()))
    return list(sales.paid)


def test_late_trains_are_still_paid_for() -> None:
    assert paid(70, TrainState.PLANNED) == [31]
    assert paid(4, TrainState.RUNNING) == []
    assert paid(70, TrainState.CANCELLED) == []
