"""Trains, where they stop, and what the boards say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self, TypeAlias

from ..generated import Delay, Departure, Stop, Train, TrainKind, TrainState
from ..generated_infra import Station, Track, Traction
from .values import TrainNumber, Window, clock

Call: TypeAlias = tuple[datetime, Train, Stop]
Offset: TypeAlias = Callable[[int], timedelta]

PRODUCTS = {
    "IC": TrainKind.INTERCITY,
    "RE": TrainKind.REGIONAL,
    "S": TrainKind.SUBURBAN,
    "GZ": TrainKind.FREIGHT,
}
CRUISING = {
    TrainKind.INTERCITY: 230,
    TrainKind.REGIONAL: 160,
    TrainKind.SUBURBAN: 140,
    TrainKind.FREIGHT: 100,
}


@dataclass
class TrainBuilder:
    """Puts a train together stop by stop."""

    number: TrainNumber
    stops: list[Stop] = field(default_factory=list[Stop])
    route: list[int] = field(default_factory=list[int])
    coaches: dict[str, int] = field(default_factory=dict[str, int])

    def calling(
        self, station: str, arrives: datetime | None, departs: datetime | None, platform: str = "1"
    ) -> Self:
        stop = Stop(station=station, arrives=arrives, departs=departs, platform=platform)
        self.stops.append(stop)
        return self

    def over(self, *tracks: int) -> Self:
        self.route.extend(tracks)
        return self

    def coach(self, name: str, seats: int) -> Self:
        self.coaches[name] = seats
        return self

    def build(self, id: int, slot: str | None = None) -> Train:
        return Train(
            id=id,
            number=str(self.number),
            kind=PRODUCTS[self.number.product],
            state=TrainState.PLANNED,
            stops=list(self.stops),
            route=list(self.route),
            coaches=dict(self.coaches),
            slot=slot,
        )


def journey(train: Train) -> Window | None:
    """From the first departure to the last arrival."""
    departs = next((stop.departs for stop in train.stops if stop.departs), None)
    arrives = next((stop.arrives for stop in reversed(train.stops) if stop.arrives), None)
    return Window(departs, arrives) if departs and arrives else None


def running_time(track: Track, kind: TrainKind, slowest: int | None = None) -> timedelta:
    """How long a train needs for a track that it runs over at one speed."""
    speed = min(track.max_speed, CRUISING.get(kind, 80), slowest or track.max_speed)
    return timedelta(seconds=round(track.length * 3.6 / speed))


def journey_time(tracks: Iterable[Track], kind: TrainKind) -> timedelta:
    return sum((running_time(track, kind) for track in tracks), timedelta())


def follows(track: Track, ahead: datetime, behind: datetime) -> bool:
    """Whether one train may run behind another one."""
    return behind - ahead >= track.headway


def ruling_gradient(tracks: Iterable[Track]) -> float:
    return max((track.gradient for track in tracks), default=0.0)


def needs_banking(tracks: Iterable[Track], tonnes: float) -> bool:
    """Whether a second engine has to push."""
    return ruling_gradient(tracks) * tonnes > 20_000


def hauled_by(tracks: Iterable[Track]) -> str:
    """The engine that gets a train over all of them."""
    match {track.traction for track in tracks}:
        case wires if wires == {Traction.CATENARY}:
            return "electric"
        case rails if rails == {Traction.THIRD_RAIL}:
            return "shuttle"
        case _:
            return "diesel"


def calls_at(trains: Iterable[Train], station: str) -> list[Call]:
    found = [
        (stop.departs, train, stop)
        for train in trains
        if train.state != TrainState.CANCELLED
        for stop in train.stops
        if stop.station == station and stop.departs is not None
    ]
    return sorted(found, key=lambda call: call[0])


def board(trains: Iterable[Train], station: str, since: datetime, late: Offset) -> list[Departure]:
    """What leaves a station from a moment on, as it is expected now."""
    calls = calls_at(trains, station)
    first = bisect_left(calls, since, key=lambda call: call[0])
    return [
        Departure(
            train=train.number,
            platform=stop.platform,
            due=due,
            expected=due + late(train.id),
        )
        for due, train, stop in calls[first:]
    ]


def board_line(departure: Departure) -> str:
    """One line of the board in the hall."""
    due, expected = departure.due, departure.expected
    late = f" (expected {clock(expected)})" if expected > due else ""
    return f"{clock(due)}  {departure.train:<8} platform {departure.platform}{late}"


def station_sign(station: Station) -> str:
    """What the sign at the entrance says."""
    platforms = ", ".join(sorted(station.platforms))
    return f"{station.name.upper()} ({station.code})\n{station.altitude:.1f} m\n{platforms}"


def path_key(train: Train) -> str:
    """Under which a granted path is remembered."""
    return f"path/{train.number.replace(' ', '')}/{'-'.join(str(id) for id in train.route)}"


def latest(delays: Iterable[Delay], train_id: int) -> Delay | None:
    mine = (delay for delay in delays if delay.train_id == train_id)
    return max(mine, key=lambda delay: delay.noticed, default=None)
