import asyncio
from datetime import timedelta

from dispatch.custom.crew import breaches, roster_line, window_of, worked
from dispatch.custom.values import Window
from dispatch.generated import AssignDutyIn, Ctx, Duty, Role, a_duty

from .neighbours import a_run, at, desk


def test_lengths_are_minutes() -> None:
    duty = a_duty(crew="Ada", role=Role.DRIVER, starts=at(6), length=570)
    assert window_of(duty) == Window(at(6), at(15, 30))
    assert worked([duty]) == {"Ada": 9.5}
    assert [str(each) for each in breaches([duty])] == ["Ada: too long (9.5 h)"]
    assert "06:00-15:30" in roster_line(duty)


def test_an_assigned_duty_has_its_minutes() -> None:
    wanted = AssignDutyIn(
        crew="Gus", train_id=1, role=Role.GUARD, starts=at(6), length=timedelta(hours=2)
    )
    duty = asyncio.run(desk(None, None, a_run()).assign_duty(wanted, Ctx()))
    assert isinstance(duty, Duty)
    assert (duty.length, duty.role) == (120, Role.GUARD)
