import asyncio
from uuid import UUID

from dispatch.generated import Ctx, PlanTrainIn, Train
from dispatch.generated_infra import RequestSlotIn, Slot, SlotRefused, a_slot

from .neighbours import Infra, a_run, desk

GRANTED = UUID("7f6f2a3e-0d6b-4c51-9a40-2f9f1c6f1a11")


class Generous(Infra):
    async def request_slot(
        self, input: RequestSlotIn, ctx: Ctx | None = None
    ) -> Slot | SlotRefused:
        return a_slot(reference=GRANTED)


def test_a_train_keeps_the_text_of_its_slot() -> None:
    run = a_run()
    wanted = PlanTrainIn(
        number=run.number, kind=run.kind, stops=run.stops, route=run.route, coaches=run.coaches
    )
    train = asyncio.run(desk(Generous()).plan_train(wanted, Ctx()))
    assert isinstance(train, Train)
    assert train.slot == str(GRANTED)
    assert Train.model_validate_json(train.model_dump_json()) == train
