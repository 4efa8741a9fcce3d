import asyncio
from datetime import timedelta

from dispatch.generated import AssignDutyIn, Ctx, Duty, Role

from .neighbours import a_run, at, desk


def test_the_depot_of_a_duty() -> None:
    app = desk(None, None, a_run())
    wanted = AssignDutyIn(
        crew="Ada",
        depot="Hamburg-Eidelstedt",
        train_id=1,
        role=Role.DRIVER,
        starts=at(6),
        length=timedelta(hours=8),
    )
    duty = asyncio.run(app.assign_duty(wanted, Ctx()))
    assert isinstance(duty, Duty)
    assert duty.depot == "Hamburg-Eidelstedt"
    assert app.duties == [duty]
