"""Who waits for a title, and in which order they get it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from ..generated import Barcode, Branch, Hold, HoldState
from .keyed import Register, grouped

NEXT: dict[HoldState, frozenset[HoldState]] = {
    HoldState.WAITING: frozenset({HoldState.READY, HoldState.LAPSED}),
    HoldState.READY: frozenset({HoldState.COLLECTED, HoldState.LAPSED}),
    HoldState.COLLECTED: frozenset(),
    HoldState.LAPSED: frozenset(),
}


class HoldQueue:
    """All holds, those that are over too."""

    def __init__(self, holds: Iterable[Hold] = ()) -> None:
        self.holds: Register[int, Hold] = Register(lambda hold: hold.id, holds)

    def place(self, title: int, member: int, branch: str, at: datetime) -> Hold:
        """A new hold, or the one that the member has already."""
        mine = self.holds.first(
            lambda hold: hold.title == title and hold.member == member and is_open(hold)
        )
        if mine is not None:
            return mine
        number = max((hold.id for hold in self.holds), default=0) + 1
        hold = Hold(id=number, title=title, member=member, branch=branch, placed_at=at)
        return self.holds.put(hold)

    def waiting(self, title: int, branch: str | None = None) -> list[Hold]:
        """Who waits for a title, those of a branch first, then by the time of asking."""
        found = self.holds.select(
            lambda hold: hold.title == title and hold.state == HoldState.WAITING
        )
        return sorted(found, key=lambda hold: (hold.branch != branch, hold.placed_at, hold.id))

    def offer(self, title: int, barcode: Barcode, branch: Branch, at: datetime) -> Hold | None:
        """Lays a copy aside for whoever is next."""
        queue = self.waiting(title, branch.code)
        if not queue:
            return None
        until = at + branch.patience
        return self._moved(queue[0], HoldState.READY, barcode=barcode, until=until)

    def collect(self, barcode: Barcode, member: int) -> Hold | None:
        laid = self.aside(barcode)
        if laid is None or laid.member != member:
            return None
        return self._moved(laid, HoldState.COLLECTED)

    def aside(self, barcode: Barcode) -> Hold | None:
        """The hold that a copy is laid aside for."""
        return self.holds.first(
            lambda hold: hold.state == HoldState.READY and hold.barcode == barcode
        )

    def lapse(self, at: datetime) -> list[Hold]:
        """Holds whose reader did not come in time."""
        late = [hold for hold in self.holds if hold.until is not None and hold.until < at]
        return [
            self._moved(hold, HoldState.LAPSED) for hold in late if hold.state == HoldState.READY
        ]

    def leave(self, member: int) -> int:
        gone = [hold for hold in self.holds if hold.member == member and is_open(hold)]
        for hold in gone:
            self._moved(hold, HoldState.LAPSED)
        return len(gone)

    def merge(self, old: int, new: int) -> None:
        for hold in list(self.holds.select(lambda each: each.title == old)):
            self.holds.put(hold.model_copy(update={"title": new}))

    def _moved(self, hold: Hold, state: HoldState, **changes: object) -> Hold:
        if state not in NEXT.get(hold.state, frozenset()):
            raise ValueError(f"hold {hold.id} is {hold.state}, it cannot be {state}")
        return self.holds.put(hold.model_copy(update={"state": state, **changes}))


def is_open(hold: Hold) -> bool:
    return len(NEXT.get(hold.state, frozenset())) > 0


def lengths(holds: Iterable[Hold]) -> Iterator[tuple[int, int]]:
    """Titles and how many wait for them, the longest queue first."""
    queues = grouped((hold for hold in holds if is_open(hold)), lambda hold: hold.title)
    ranked = sorted(queues.items(), key=lambda item: (-len(item[1]), item[0]))
    return ((title, len(queue)) for title, queue in ranked)


def waited(hold: Hold, at: datetime) -> timedelta:
    return at - hold.placed_at


def notice(hold: Hold, name: str) -> str:
    """What a reader is told about a hold."""
    match hold.state:
        case HoldState.READY:
            until = f" until {hold.until:%d.%m.}" if hold.until else ""
            return f"{name} waits for you at {hold.branch}{until}"
        case HoldState.LAPSED:
            return f"{name} went to the next reader"
        case _:
            return f"you are in the queue for {name}"
