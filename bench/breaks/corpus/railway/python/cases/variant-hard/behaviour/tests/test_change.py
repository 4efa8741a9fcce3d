from dispatch.custom.disruption import state_after
from dispatch.custom.timetable import calls_at
from dispatch.generated import TrainState, a_delay

from .neighbours import a_run

DIVERTED = a_run().model_copy(update={"state": TrainState.DIVERTED})


def test_a_diverted_train_stays_diverted() -> None:
    assert state_after(DIVERTED, a_delay(minutes=70)) == TrainState.DIVERTED
    assert state_after(a_run(), a_delay(minutes=70)) == TrainState.DELAYED


def test_a_diverted_train_is_on_no_board() -> None:
    trains = [DIVERTED, a_run("RE 7", 2)]
    assert [train.id for _, train, _ in calls_at(trains, "KIL")] == [2]
