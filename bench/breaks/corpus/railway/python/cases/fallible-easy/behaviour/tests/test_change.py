import asyncio

from dispatch.generated import Ctx, PlanTrainIn, Train
from dispatch.generated_infra import LineClosed, RequestSlotIn, Slot, SlotRefused

from .neighbours import Infra, a_run, at, desk


class Closed(Infra):
    async def request_slot(  # type: ignore[override]
        self, input: RequestSlotIn, ctx: Ctx | None = None
    ) -> Slot | SlotRefused | LineClosed:
        return LineClosed(reopens=at(20))


def test_a_closed_line_gives_no_slot() -> None:
    run = a_run()
    wanted = PlanTrainIn(
        number=run.number, kind=run.kind, stops=run.stops, route=run.route, coaches=run.coaches
    )
    app = desk(Closed())
    answer = asyncio.run(app.plan_train(wanted, Ctx()))
    assert not isinstance(answer, Train) or answer.slot is None
    granted = asyncio.run(desk(Infra()).plan_train(wanted, Ctx()))
    assert isinstance(granted, Train)
    assert granted.slot == "SLOT-1"
