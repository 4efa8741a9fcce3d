"""Vessels as the register knows them, kept for a while."""

import re
from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from typing import Protocol

from ..generated import Ctx
from ..generated_registry import (
    FindVesselIn,
    FleetPage,
    Inspection,
    ListFleetIn,
    Owner,
    OwnerNotFound,
    ReportIncidentIn,
    Standing,
    Vessel,
    VesselKind,
    VesselNotFound,
)
from .keyed import Cache, Clock, now

SIGN = re.compile(r"[A-Z0-9]{3,7}")
FLEET_PAGE = 25
SEVERITY_REFUSED = 3

TUGS: dict[VesselKind, int] = {
    VesselKind.BULK: 2,
    VesselKind.CONTAINER: 2,
    VesselKind.TANKER: 3,
    VesselKind.PASSENGER: 1,
    VesselKind.TUG: 0,
}


class Registry(Protocol):
    """What the harbour asks of the register; in production its client."""

    async def find_vessel(
        self, input: FindVesselIn, ctx: Ctx | None = None
    ) -> Vessel | VesselNotFound: ...

    async def list_fleet(
        self, input: ListFleetIn, ctx: Ctx | None = None
    ) -> FleetPage | OwnerNotFound: ...

    async def report_incident(
        self, input: ReportIncidentIn, ctx: Ctx | None = None
    ) -> Inspection: ...


def normal_sign(text: str) -> str | None:
    """A call sign as the register spells it, or nothing where it cannot be one."""
    sign = re.sub(r"[\s./-]", "", text).upper()
    return sign if SIGN.fullmatch(sign) else None


def plate(vessel: Vessel) -> str:
    """How a vessel is named on the quay board."""
    return f"{vessel.name} ({vessel.call_sign}, IMO {vessel.imo:07d})"


def tugs(vessel: Vessel) -> int:
    """How many tugs it takes; long vessels take one more."""
    count = TUGS.get(vessel.kind, 1)
    return count + 1 if vessel.dimensions.length >= 300.0 and count else count


def lapsed(vessel: Vessel, today: date) -> list[str]:
    """The certificates that are out of date, the oldest first."""
    old = [each for each in vessel.certificates if each.expires < today]
    return [each.code for each in sorted(old, key=lambda each: (each.expires, each.code))]


def letter_head(owner: Owner) -> list[str]:
    """The first lines of a letter to an owner."""
    lines = [owner.name, owner.country.upper()]
    if owner.contact is not None:
        lines.insert(1, f"attn. {owner.contact.strip()}")
    return lines


def due_on(owner: Owner, day: date) -> date:
    """When an owner has to have paid what was billed on a day."""
    return day + timedelta(days=owner.credit_days)


class Fleet:
    """Looks vessels up and remembers them."""

    def __init__(
        self, registry: Registry, ttl: timedelta = timedelta(minutes=15), clock: Clock = now
    ) -> None:
        self._registry = registry
        self._vessels: Cache[str, Vessel | VesselNotFound] = Cache(ttl, clock)
        self._held: dict[int, str] = {}

    async def find(self, sign: str, ctx: Ctx) -> Vessel | VesselNotFound:
        wanted = FindVesselIn(call_sign=sign)
        return await self._vessels.get(
            f"vessel/{sign}", lambda: self._registry.find_vessel(wanted, ctx)
        )

    async def of_owner(self, owner: int, ctx: Ctx) -> AsyncIterator[Vessel]:
        """All vessels of an owner, page after page; none where nobody knows the owner."""
        after: int | None = None
        while True:
            asked = ListFleetIn(owner=owner, limit=FLEET_PAGE, after=after)
            page = await self._registry.list_fleet(asked, ctx)
            if isinstance(page, OwnerNotFound):
                return
            for vessel in page.vessels:
                yield vessel
            if page.next is None:
                return
            after = page.next

    async def sisters(self, vessel: Vessel, ctx: Ctx) -> list[str]:
        """Names of the other vessels of the same owner."""
        return sorted(
            [each.name async for each in self.of_owner(vessel.owner.id, ctx) if each != vessel]
        )

    async def refuse(self, vessel: Vessel, text: str, ctx: Ctx) -> Inspection:
        """Tells the register that a vessel was turned away."""
        line = ReportIncidentIn(imo=vessel.imo, text=f"refused: {text}", severity=SEVERITY_REFUSED)
        return await self._registry.report_incident(line, ctx)

    def hold(self, imo: int, reason: str) -> None:
        self._held[imo] = reason

    def objection(self, vessel: Vessel, today: date) -> str | None:
        """Why a vessel may not come in, if anything speaks against it."""
        if vessel.imo in self._held:
            return f"held: {self._held[vessel.imo]}"
        if vessel.standing == Standing.EXPELLED:
            return "expelled"
        old = lapsed(vessel, today)
        if old and vessel.standing == Standing.WATCHED:
            return f"watched, and lapsed: {', '.join(old)}"
        return None

    def forget(self, imo: int) -> int:
        """Drops a vessel from memory, so that it is asked for again."""
        return self._vessels.drop(of_number(imo))


def of_number(imo: int) -> Callable[[Vessel | VesselNotFound], bool]:
    """Whether a remembered answer is about this hull."""
    return lambda held: isinstance(held, Vessel) and held.imo == imo
