import asyncio
from datetime import timedelta

from dispatch.custom.crew import breaches, roster_line, worked
from dispatch.generated import AssignDutyIn, Ctx, Duty, Role, a_duty

from .neighbours import a_run, at, desk

DAY = a_duty(
    crew="Ada",
    role=Role.DRIVER,
    starts=at(6),
    working=timedelta(hours=8),
    length=timedelta(hours=10),
)


def test_breaks_are_no_work() -> None:
    assert worked([DAY]) == {"Ada": 8.0}
    assert breaches([DAY]) == []
    longer = DAY.model_copy(update={"working": timedelta(hours=9, minutes=30)})
    assert [str(each) for each in breaches([longer])] == ["Ada: too long (9.5 h)"]


def test_breaks_are_no_rest() -> None:
    assert "06:00-16:00" in roster_line(DAY)
    night = DAY.model_copy(update={"starts": at(2, day=5)})
    assert [each.rule for each in breaches([DAY, night])] == ["too little rest"]


def test_an_assigned_duty() -> None:
    wanted = AssignDutyIn(
        crew="Ada", train_id=1, role=Role.DRIVER, starts=at(6), length=timedelta(hours=8)
    )
    duty = asyncio.run(desk(None, None, a_run()).assign_duty(wanted, Ctx()))
    assert isinstance(duty, Duty)
    assert duty.working == timedelta(hours=8)
