"""Which vessel lies where, and when."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from ..generated import Berth, BerthCode, BerthKind, Hazard
from .keyed import Span, Table

CODE = re.compile(r"(?P<basin>[A-Z])-(?P<place>[1-9]\d?)")
BETWEEN = timedelta(hours=1)
BOLLARD_METRES = 25.0

KIND_MARKS = {BerthKind.QUAY: "Q", BerthKind.JETTY: "J", BerthKind.BUOY: "B"}

Bookings = dict[BerthCode, dict[int, Span]]


def berth_place(code: BerthCode) -> tuple[str, int]:
    """The order of berths along the water: `N-2` comes before `N-10`."""
    found = CODE.fullmatch(code)
    if found is None:
        raise ValueError(f"no code of a berth: {code}")
    return found["basin"], int(found["place"])


def berth_line(berth: Berth) -> str:
    """One berth as the harbour's almanac prints it."""
    hazards = "+".join(sorted(berth.hazards)) or "-"
    mark = KIND_MARKS.get(berth.kind, "?")
    return f"{mark} {berth.code:<5}{berth.length:6.1f}{berth.depth:6.1f} {hazards}"


def read_berth(line: str) -> Berth:
    """Reads `code;kind;length;depth;bollards;hazards` as it stands in the plan's file."""
    code, kind, length, depth, bollards, hazards = (part.strip() for part in line.split(";"))
    berth_place(code)
    return Berth(
        code=code,
        kind=BerthKind(kind),
        length=float(length),
        depth=float(depth),
        bollards=int(bollards),
        hazards=[Hazard(each) for each in hazards.split("+") if each],
    )


def write_berth(berth: Berth) -> str:
    parts = [berth.code, berth.kind, f"{berth.length:g}", f"{berth.depth:g}", str(berth.bollards)]
    return ";".join([*parts, "+".join(berth.hazards)])


def holds(length: float) -> Callable[[Berth], bool]:
    """Whether a vessel of this length can be made fast; buoys take any."""

    def fits(berth: Berth) -> bool:
        if berth.kind == BerthKind.BUOY:
            return True
        return length <= min(berth.length, berth.bollards * BOLLARD_METRES)

    return fits


class BerthPlan:
    """All berths and what they are booked for."""

    def __init__(self, berths: Iterable[Berth]) -> None:
        self._berths: Table[tuple[str, int], Berth] = Table(
            lambda berth: berth_place(berth.code), berths
        )
        self._bookings: Bookings = {}

    def berth(self, code: BerthCode) -> Berth | None:
        return self._berths.get(berth_place(code)) if CODE.fullmatch(code) else None

    def codes(self) -> list[BerthCode]:
        return [berth.code for berth in self._berths]

    def open_at(self, berth: Berth, span: Span) -> bool:
        """Whether a berth is neither closed nor booked then, an hour between two vessels kept."""
        if berth.closed_until is not None and span.start.date() <= berth.closed_until:
            return False
        booked = self._bookings.get(berth.code, {})
        return not any(span.widened(BETWEEN).overlaps(other) for other in booked.values())

    def free(self, span: Span, wanted: Callable[[Berth], bool]) -> list[Berth]:
        """The berths that are open and wanted, the shallowest first."""
        found = self._berths.where(lambda berth: wanted(berth) and self.open_at(berth, span))
        return sorted(found, key=lambda berth: (berth.depth, berth_place(berth.code)))

    def book(self, code: BerthCode, call: int, span: Span) -> None:
        self._bookings.setdefault(code, {})[call] = span

    def release(self, call: int) -> None:
        for booked in self._bookings.values():
            booked.pop(call, None)

    def close(self, codes: Iterable[BerthCode], until: datetime) -> list[BerthCode]:
        """Closes berths up to and including a day, and says which of them lay open."""
        closed: list[BerthCode] = []
        for code in codes:
            berth = self.berth(code)
            if berth is None or (berth.closed_until or until.date()) > until.date():
                continue
            self._berths.put(berth.model_copy(update={"closed_until": until.date()}))
            closed.append(code)
        return closed

    def exposed(self) -> list[BerthCode]:
        """Berths without a quay behind them."""
        open_water = {BerthKind.JETTY, BerthKind.BUOY}
        return [berth.code for berth in self._berths if berth.kind in open_water]

    def occupied(self, when: datetime) -> set[BerthCode]:
        return {
            code
            for code, booked in self._bookings.items()
            if any(span.start <= when < span.end for span in booked.values())
        }
