"""What the infrastructure manager does to tracks: possessions and speed restrictions."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ..generated import Train
from ..generated_infra import Possession, PossessionKind, Restriction, Track
from .timetable import journey
from .values import Window, clock

URGENCY = {
    PossessionKind.EMERGENCY: 0,
    PossessionKind.RENEWAL: 1,
    PossessionKind.MAINTENANCE: 2,
}
INSPECTION_EVERY = timedelta(days=180)


@dataclass
class Works:
    """What is known of each track, by its id."""

    possessions: dict[int, list[Possession]] = field(default_factory=dict[int, list[Possession]])
    restrictions: dict[int, dict[str, Restriction]] = field(
        default_factory=dict[int, dict[str, Restriction]]
    )

    def announce(self, possession: Possession) -> None:
        known = self.possessions.setdefault(possession.track_id, [])
        known[:] = [other for other in known if other.id != possession.id]
        insort(known, possession, key=lambda each: each.starts)

    def restrict(self, restriction: Restriction) -> None:
        self.restrictions.setdefault(restriction.track_id, {})[restriction.reason] = restriction

    def blocking(self, route: Iterable[int], time: Window) -> Possession | None:
        """What is most in the way of a train."""
        met = [
            possession
            for track_id in route
            for possession in self.possessions.get(track_id, [])
            if window_of(possession).overlaps(time)
        ]
        return min(met, key=urgency, default=None)

    def slowest(self, track_id: int, at: datetime) -> int | None:
        """The lowest speed that is ordered for a track."""
        ordered = self.restrictions.get(track_id, {}).values()
        return min((each.speed for each in ordered if in_force(each, at)), default=None)

    def expired(self, at: datetime) -> list[Restriction]:
        return [
            restriction
            for by_reason in self.restrictions.values()
            for restriction in by_reason.values()
            if not in_force(restriction, at)
        ]


def window_of(possession: Possession) -> Window:
    return Window(possession.starts, possession.ends)


def urgency(possession: Possession) -> tuple[int, datetime]:
    return URGENCY.get(possession.kind, len(URGENCY)), possession.starts


def in_force(restriction: Restriction, at: datetime) -> bool:
    """Without an end a restriction stays until somebody lifts it."""
    return restriction.until is None or at < restriction.until


def movable(possession: Possession) -> bool:
    """Whether the people on the track can be asked to come another day."""
    match possession.kind:
        case PossessionKind.MAINTENANCE | PossessionKind.INSPECTION:
            return True
        case PossessionKind.RENEWAL:
            return possession.contractor is None
        case _:
            return False


def met_by(trains: Iterable[Train], possession: Possession) -> list[Train]:
    """The trains that a possession is in the way of."""
    closed = window_of(possession)
    return [
        train
        for train in trains
        if possession.track_id in train.route
        and (time := journey(train)) is not None
        and time.overlaps(closed)
    ]


def notice(possession: Possession) -> str:
    """What hangs in the crews' room."""
    who = possession.contractor or "own people"
    time = f"{clock(possession.starts)}-{clock(possession.ends)}"
    return f"Track {possession.track_id}: {possession.kind} {time}, {who} ({possession.contact})"


def lost_seconds(track: Track, restriction: Restriction) -> int:
    """What a restriction costs a train that could go faster."""
    if restriction.speed >= track.max_speed:
        return 0
    stretch = min(restriction.stretch, track.length)
    return round(stretch * 3.6 * (1 / restriction.speed - 1 / track.max_speed))


def due_for_inspection(tracks: Iterable[Track], today: date) -> list[str]:
    """The lines that nobody walked along for too long, each once, the longest wait first."""
    waiting = [track for track in tracks if today - track.inspected > INSPECTION_EVERY]
    by_age = sorted(waiting, key=lambda track: track.inspected)
    return list(dict.fromkeys(track.line for track in by_age))


def keepers(tracks: Iterable[Track]) -> dict[str, set[int]]:
    """Who looks after which tracks."""
    found: dict[str, set[int]] = {}
    for track in tracks:
        found.setdefault(track.keeper or "unassigned", set()).add(track.id)
    return found


def restriction_table(
    restrictions: Iterable[Restriction], name_of: Callable[[int], str]
) -> list[str]:
    ordered = sorted(restrictions, key=lambda each: (each.track_id, each.speed))
    return [f"{name_of(each.track_id)}: {each.speed} km/h, {each.reason}" for each in ordered]
