import asyncio

from dispatch.generated import Ctx, ListDeparturesIn, Platform

from .neighbours import a_run, at, desk


def test_platforms_are_built_and_shown() -> None:
    train = a_run()
    assert [stop.platform for stop in train.stops] == [Platform(track="2"), Platform(track="11")]
    wanted = ListDeparturesIn(station="KIL", since=at(8))
    found = asyncio.run(desk(None, None, train).list_departures(wanted, Ctx()))
    assert [each.platform for each in found] == ["2"]
