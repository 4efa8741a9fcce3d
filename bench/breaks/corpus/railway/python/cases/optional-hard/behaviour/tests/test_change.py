import asyncio
from datetime import date

from dispatch.custom.archive import DELAYS
from dispatch.custom.disruption import announcement, punctuality, share_back
from dispatch.generated import Cause, Ctx, ReportDelayIn, Train, TrainState, a_delay, a_train

from .neighbours import a_run, at, desk


def test_without_a_cause() -> None:
    delay = a_delay(minutes=70, cause=None, noticed=at(9))
    assert "70 minutes" in announcement(delay)
    assert "None" not in announcement(delay)
    assert list(DELAYS.parse(DELAYS.line(delay))) == [delay]
    train = a_train(id=1, state=TrainState.RUNNING)
    assert "None" not in punctuality([train], [delay], date(2026, 5, 4)).causes


def test_with_a_cause_all_is_as_it_was() -> None:
    delay = a_delay(minutes=70, cause=Cause.CREW, noticed=at(9))
    assert share_back(delay) == 25
    assert list(DELAYS.parse(DELAYS.line(delay))) == [delay]
    train = a_train(id=1, state=TrainState.RUNNING)
    assert punctuality([train], [delay], date(2026, 5, 4)).causes == {"crew": 1}


def test_reported_without_a_cause() -> None:
    app = desk(None, None, a_run())
    answer = asyncio.run(app.report_delay(ReportDelayIn(train_id=1, minutes=20), Ctx()))
    assert isinstance(answer, Train)
    assert [each.cause for each in app.delays] == [None]
