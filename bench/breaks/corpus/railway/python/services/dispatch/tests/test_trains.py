"""Timetables, paths and works."""

import asyncio
from datetime import date, timedelta

import pytest

from dispatch.custom.timetable import (
    board_line,
    follows,
    hauled_by,
    journey,
    latest,
    needs_banking,
    path_key,
    ruling_gradient,
    running_time,
    station_sign,
)
from dispatch.custom.values import TrainNumber, Window, merged, midnight
from dispatch.custom.works import (
    Works,
    due_for_inspection,
    keepers,
    lost_seconds,
    movable,
    notice,
    restriction_table,
)
from dispatch.generated import (
    Ctx,
    ListDeparturesIn,
    PlanTrainIn,
    TrackBlocked,
    Train,
    TrainKind,
    TrainState,
    a_delay,
    a_departure,
)
from dispatch.generated_infra import (
    PossessionKind,
    Traction,
    a_possession,
    a_possession_announced,
    a_restriction,
    a_restriction_set,
    a_station,
    a_track,
)

from .neighbours import Infra, a_run, at, desk


def test_train_numbers() -> None:
    assert str(TrainNumber.parse(" RE7021 ")) == "RE 7021"
    assert TrainNumber.parse("IC 512").inbound
    with pytest.raises(ValueError, match="no train number"):
        TrainNumber.parse("XX 1")


def test_windows_melt_together() -> None:
    windows = [Window(at(12), at(13)), Window(at(8), at(10)), Window(at(9), at(11))]
    assert list(merged(windows)) == [Window(at(8), at(11)), Window(at(12), at(13))]
    assert at(10) not in Window(at(8), at(10))
    assert midnight(date(2026, 5, 4)) == at(0)


def test_a_journey_goes_from_departure_to_arrival() -> None:
    assert journey(a_run()) == Window(at(9), at(10, 15))


def test_running_time() -> None:
    track = a_track(length=20_000, max_speed=160)
    assert running_time(track, TrainKind.INTERCITY) == timedelta(seconds=450)
    assert running_time(track, TrainKind.FREIGHT) == timedelta(seconds=720)
    assert running_time(track, TrainKind.FREIGHT, 40) == timedelta(minutes=30)


def test_gradients() -> None:
    tracks = [a_track(gradient=4.5), a_track(gradient=12.5)]
    assert ruling_gradient(tracks) == 12.5
    assert needs_banking(tracks, 1700.0)
    assert not needs_banking([], 1700.0)


def test_engines() -> None:
    wired = a_track(traction=Traction.CATENARY)
    assert hauled_by([wired, wired]) == "electric"
    assert hauled_by([wired, a_track(traction=Traction.DIESEL)]) == "diesel"


def test_headway() -> None:
    track = a_track(headway=timedelta(minutes=4))
    assert follows(track, at(9), at(9, 4))
    assert not follows(track, at(9), at(9, 3))


def test_boards() -> None:
    departure = a_departure(train="IC 512", platform="2", due=at(9), expected=at(9, 12))
    assert board_line(departure) == "09:00  IC 512   platform 2 (expected 09:12)"
    station = a_station(code="KIL", name="Kiel", platforms=["2", "1"], altitude=5.25)
    assert station_sign(station) == "KIEL (KIL)\n5.2 m\n1, 2"


def test_path_keys() -> None:
    assert path_key(a_run()) == "path/IC512/7-8"


def test_the_latest_delay_counts() -> None:
    delays = [
        a_delay(train_id=1, minutes=5, noticed=at(8)),
        a_delay(train_id=1, minutes=9, noticed=at(9)),
        a_delay(train_id=2, minutes=2, noticed=at(10)),
    ]
    found = latest(delays, 1)
    assert found is not None
    assert found.minutes == 9


def test_departures_of_a_station() -> None:
    app = desk(None, None, a_run("IC 512", 1), a_run("RE 7", 2, at(8)), a_run("S 3", 3, at(7)))
    app.delays.append(a_delay(train_id=1, minutes=12))
    wanted = ListDeparturesIn(station="KIL", since=at(8), limit=5)
    found = asyncio.run(app.list_departures(wanted, Ctx()))
    assert [(each.train, each.expected) for each in found] == [
        ("RE 7", at(8)),
        ("IC 512", at(9, 12)),
    ]


def plan(train: Train) -> PlanTrainIn:
    return PlanTrainIn(
        number=train.number,
        kind=train.kind,
        stops=train.stops,
        route=train.route,
        coaches=train.coaches,
    )


def test_a_train_gets_its_slot() -> None:
    infra = Infra()
    train = asyncio.run(desk(infra).plan_train(plan(a_run()), Ctx()))
    assert isinstance(train, Train)
    assert train.slot == "SLOT-1"
    assert infra.wanted[0].departs == at(9)


def test_a_refused_train_has_no_slot() -> None:
    train = asyncio.run(desk(Infra(refusal="night")).plan_train(plan(a_run()), Ctx()))
    assert isinstance(train, Train)
    assert train.slot is None


def test_possessions_block() -> None:
    app = desk()
    possession = a_possession(id=3, track_id=8, starts=at(10), ends=at(12))
    asyncio.run(app.plan_around(a_possession_announced(possession=possession), Ctx()))
    answer = asyncio.run(app.plan_train(plan(a_run()), Ctx()))
    assert answer == TrackBlocked(track_id=8, until=at(12))


def test_an_emergency_cancels_what_is_in_its_way() -> None:
    app = desk(None, None, a_run("IC 512", 1), a_run("RE 7", 2, at(20)))
    possession = a_possession(
        track_id=7, kind=PossessionKind.EMERGENCY, starts=at(9, 30), ends=at(9, 40)
    )
    asyncio.run(app.plan_around(a_possession_announced(possession=possession), Ctx()))
    assert [train.id for train in app.trains if train.state == TrainState.CANCELLED] == [1]


def test_what_can_be_moved() -> None:
    renewal = a_possession(kind=PossessionKind.RENEWAL, contractor=None)
    assert movable(renewal)
    assert not movable(renewal.model_copy(update={"contractor": "Gleisbau Nord"}))
    assert "Gleisbau" in notice(a_possession(contractor="Gleisbau Nord", contact="555"))


def test_restrictions() -> None:
    known = Works()
    known.restrict(a_restriction(track_id=7, speed=60, reason="bridge", until=at(12)))
    known.restrict(a_restriction(track_id=7, speed=80, reason="frost"))
    assert known.slowest(7, at(11)) == 60
    assert known.slowest(7, at(12)) == 80
    assert known.slowest(9, at(12)) is None
    assert [each.reason for each in known.expired(at(13))] == ["bridge"]
    table = restriction_table(known.restrictions[7].values(), lambda id: f"T{id}")
    assert table == ["T7: 60 km/h, bridge", "T7: 80 km/h, frost"]


def test_what_a_restriction_costs() -> None:
    track = a_track(length=2000, max_speed=120)
    assert lost_seconds(track, a_restriction(speed=60, stretch=1000)) == 30
    assert lost_seconds(track, a_restriction(speed=120, stretch=1000)) == 0


def test_inspections_and_keepers() -> None:
    tracks = [
        a_track(id=1, line="A", inspected=date(2025, 6, 1), keeper="Ina"),
        a_track(id=2, line="B", inspected=date(2025, 1, 1)),
        a_track(id=3, line="A", inspected=date(2026, 4, 1), keeper="Ina"),
    ]
    assert due_for_inspection(tracks, date(2026, 5, 4)) == ["B", "A"]
    assert keepers(tracks) == {"Ina": {1, 3}, "unassigned": {2}}


def test_a_restriction_is_heard_once_for_each_reason() -> None:
    app = desk()
    for speed in (50, 40):
        event = a_restriction_set(
            restriction=a_restriction(track_id=7, speed=speed, reason="frost")
        )
        asyncio.run(app.slow_down(event, Ctx()))
    assert app.known.slowest(7, at(8)) == 40
