import asyncio

from dispatch.generated import Ctx
from dispatch.generated_infra import RestrictionSet, a_restriction

from .neighbours import at, desk


def test_each_of_several_restrictions_counts() -> None:
    app = desk()
    told = [a_restriction(track_id=7, speed=50), a_restriction(track_id=8, speed=30)]
    asyncio.run(app.slow_down(RestrictionSet(restrictions=told), Ctx()))
    assert [app.known.slowest(id, at(8)) for id in (7, 8, 9)] == [50, 30, None]
    asyncio.run(app.slow_down(RestrictionSet(restrictions=[]), Ctx()))
