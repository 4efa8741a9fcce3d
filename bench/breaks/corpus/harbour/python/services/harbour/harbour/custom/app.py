"""The service: what it does when it is called or told."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, final
from uuid import uuid4

from ..generated import (
    AnnounceCallIn,
    AssignPilotIn,
    BadManifest,
    Berth,
    CallAnnounced,
    CallNotFound,
    CallPage,
    CallState,
    CancelCallIn,
    ConfirmCallIn,
    Ctx,
    DayReport,
    DeclareManifestIn,
    DepartIn,
    FreeBerthsIn,
    GetDayReportIn,
    Harbour,
    ListCallsIn,
    Manifest,
    ManifestDeclared,
    MoorIn,
    NoBerth,
    PilotUnfit,
    PortCall,
    VesselDeparted,
    VesselMoored,
    VesselUnknown,
    WrongState,
)
from ..generated_registry import Vessel, VesselDetained, VesselNotFound, VesselRenamed
from ..generated_tides import SurgeWarned, Window
from . import manifests, reports, tariff, vessels
from .berths import BerthPlan, holds
from .journal import Books
from .keyed import Clock, Span, now
from .pilots import Job, Roster
from .tidetable import TideTable, missing_water

log = logging.getLogger("harbour")

LIMIT_MAX = 100
SURGE_LEVEL = 1.5

NEXT: dict[CallState, frozenset[CallState]] = {
    CallState.ANNOUNCED: frozenset({CallState.CONFIRMED, CallState.CANCELLED}),
    CallState.CONFIRMED: frozenset({CallState.BERTHED, CallState.CANCELLED}),
    CallState.BERTHED: frozenset({CallState.DEPARTED}),
}


class Events(Protocol):
    """Whom the harbour tells; in production the publisher."""

    async def call_announced(self, event: CallAnnounced, ctx: Ctx | None = None) -> None: ...

    async def manifest_declared(self, event: ManifestDeclared, ctx: Ctx | None = None) -> None: ...

    async def vessel_departed(self, event: VesselDeparted, ctx: Ctx | None = None) -> None: ...

    async def vessel_moored(self, event: VesselMoored, ctx: Ctx | None = None) -> None: ...


@dataclass
class Services:
    """What the harbour works with."""

    books: Books
    fleet: vessels.Fleet
    tides: TideTable
    berths: BerthPlan
    roster: Roster
    events: Events
    clock: Clock = now


@final
class App(Harbour):
    """The service over its books and its neighbours."""

    def __init__(self, services: Services) -> None:
        self._with = services

    async def announce_call(self, input: AnnounceCallIn, ctx: Ctx) -> PortCall | VesselUnknown:
        sign = vessels.normal_sign(input.call_sign)
        if sign is None:
            return VesselUnknown(call_sign=input.call_sign)
        vessel = await self._with.fleet.find(sign, ctx)
        if isinstance(vessel, VesselNotFound):
            return VesselUnknown(call_sign=vessel.call_sign)
        call = PortCall(
            id=self._with.books.next_id(),
            trace=uuid4(),
            imo=vessel.imo,
            call_sign=vessel.call_sign,
            vessel_name=vessel.name,
            eta=input.eta,
            stay=input.stay,
            draft=vessel.dimensions.draft if input.draft is None else input.draft,
            fees=[],
            remarks=[remark.strip() for remark in input.remarks if remark.strip()],
        )
        objection = self._with.fleet.objection(vessel, input.eta.date())
        if objection is not None:
            await self._with.fleet.refuse(vessel, objection, ctx)
            call.state = CallState.CANCELLED
            call.remarks.append(objection)
        self._with.books.save(call)
        log.info("call %s: %s at %s", call.id, vessels.plate(vessel), input.eta.isoformat())
        await self._with.events.call_announced(CallAnnounced(call=call), ctx)
        return call

    async def confirm_call(
        self, input: ConfirmCallIn, ctx: Ctx
    ) -> PortCall | CallNotFound | WrongState | NoBerth:
        call = self._to(input.id, CallState.CONFIRMED)
        if not isinstance(call, PortCall):
            return call
        vessel = await self._with.fleet.find(call.call_sign, ctx)
        length = vessel.dimensions.length if isinstance(vessel, Vessel) else 0.0
        span = reports.span_of(call)
        fits = holds(length)
        for berth in self._with.berths.free(span, fits):
            if input.berth is not None and berth.code != input.berth:
                continue
            found, window = await self._water(call, berth, ctx)
            if not found:
                continue
            self._with.berths.book(berth.code, call.id, span)
            return self._with.books.change(
                call, state=CallState.CONFIRMED, berth=berth.code, window=window
            )
        return NoBerth(draft=call.draft, from_=call.eta)

    async def _water(self, call: PortCall, berth: Berth, ctx: Ctx) -> tuple[bool, Window | None]:
        """Whether a vessel gets to a berth, and the tide it has to wait for where it needs one."""
        least = missing_water(call.draft, berth.depth)
        if least == 0.0:
            return True, None
        window = await self._with.tides.window_for(least, call.eta, ctx)
        return window is not None, window

    async def assign_pilot(
        self, input: AssignPilotIn, ctx: Ctx
    ) -> PortCall | CallNotFound | PilotUnfit:
        call = self._with.books.calls.get(input.id)
        if call is None:
            return CallNotFound(id=input.id)
        job = Job(call=call.id, draft=call.draft, span=Span.of(call.eta, timedelta(hours=2)))
        refusal = self._with.roster.refusal(input.pilot, job)
        if refusal is not None:
            return PilotUnfit(pilot=input.pilot, reason=refusal)
        self._with.roster.release(call)
        self._with.roster.assign(input.pilot, job)
        return self._with.books.change(call, pilot=input.pilot)

    async def moor(self, input: MoorIn, ctx: Ctx) -> PortCall | CallNotFound | WrongState:
        call = self._to(input.id, CallState.BERTHED)
        if not isinstance(call, PortCall):
            return call
        if call.berth is None:
            return WrongState(id=call.id, state=call.state)
        moored = self._with.books.change(call, state=CallState.BERTHED, eta=input.at)
        event = VesselMoored(id=call.id, berth=call.berth, at=input.at)
        await self._with.events.vessel_moored(event, ctx)
        return moored

    async def depart(self, input: DepartIn, ctx: Ctx) -> PortCall | CallNotFound | WrongState:
        call = self._to(input.id, CallState.DEPARTED)
        if not isinstance(call, PortCall):
            return call
        vessel = await self._with.fleet.find(call.call_sign, ctx)
        manifest = self._with.books.manifests.get(call.id)
        lay = max(input.at - call.eta, timedelta(hours=1))
        fees = (
            tariff.bill(tariff.Visit(call, vessel, manifest, lay))
            if isinstance(vessel, Vessel)
            else []
        )
        gone = self._with.books.change(call, state=CallState.DEPARTED, stay=lay, fees=fees)
        self._leave(gone)
        event = VesselDeparted(id=call.id, total=tariff.total(fees), fees=fees)
        await self._with.events.vessel_departed(event, ctx)
        return gone

    async def cancel_call(
        self, input: CancelCallIn, ctx: Ctx
    ) -> PortCall | CallNotFound | WrongState:
        call = self._to(input.id, CallState.CANCELLED)
        if not isinstance(call, PortCall):
            return call
        return self._cancel(call, input.reason)

    async def declare_manifest(
        self, input: DeclareManifestIn, ctx: Ctx
    ) -> Manifest | CallNotFound | BadManifest:
        if input.id not in self._with.books.calls:
            return CallNotFound(id=input.id)
        manifest = manifests.read_manifest(input.id, input.lines, self._with.clock())
        if isinstance(manifest, BadManifest):
            return manifest
        self._with.books.declare(manifest)
        event = ManifestDeclared(
            id=manifest.call,
            containers=len(manifest.containers),
            hazards=manifests.hazards(manifest),
        )
        await self._with.events.manifest_declared(event, ctx)
        return manifest

    async def list_calls(self, input: ListCallsIn, ctx: Ctx) -> CallPage:
        calls = self._with.books.calls
        rows = calls.where(lambda call: input.state is None or call.state == input.state)
        limit = min(max(input.limit, 1), LIMIT_MAX)
        page, following = calls.page(input.after, limit, rows)
        return CallPage(calls=page, next=following)

    async def free_berths(self, input: FreeBerthsIn, ctx: Ctx) -> list[Berth]:
        span = Span(input.from_, input.until)
        return self._with.berths.free(
            span, lambda berth: missing_water(input.draft, berth.depth) == 0.0
        )

    async def get_day_report(self, input: GetDayReportIn, ctx: Ctx) -> DayReport:
        noon = reports.the_day(input.day).start + timedelta(hours=12)
        occupied = len(self._with.berths.occupied(noon))
        berths = len(self._with.berths.codes())
        return reports.day_report(input.day, self._with.books.calls, occupied, berths)

    async def hold_calls(self, event: VesselDetained, ctx: Ctx) -> None:
        if event.released_on is not None and event.released_on <= self._with.clock().date():
            return
        self._with.fleet.hold(event.imo, event.reason)
        self._with.fleet.forget(event.imo)
        coming = {CallState.ANNOUNCED, CallState.CONFIRMED}
        for call in self._calls_of(event.imo, lambda call: call.state in coming):
            self._cancel(call, f"detained since {event.since:%Y-%m-%d}: {event.reason}")

    async def rename_calls(self, event: VesselRenamed, ctx: Ctx) -> None:
        self._with.fleet.forget(event.imo)
        for call in self._calls_of(event.imo, lambda call: call.vessel_name == event.former):
            self._with.books.change(
                call, vessel_name=event.name, remarks=[*call.remarks, f"formerly {event.former}"]
            )

    async def close_berths(self, event: SurgeWarned, ctx: Ctx) -> None:
        if event.station != self._with.tides.station or event.level < SURGE_LEVEL:
            return
        until: datetime = event.begins + event.lasts
        closed = self._with.berths.close(self._with.berths.exposed(), until)
        self._with.tides.forget(event.begins.date())
        log.warning("surge of %.1f m until %s: closed %s", event.level, until, ", ".join(closed))

    def _to(self, id: int, state: CallState) -> PortCall | CallNotFound | WrongState:
        """The call, where it can come into a state."""
        call = self._with.books.calls.get(id)
        if call is None:
            return CallNotFound(id=id)
        if state not in NEXT.get(call.state, frozenset()):
            return WrongState(id=id, state=call.state)
        return call

    def _calls_of(self, imo: int, wanted: Callable[[PortCall], bool]) -> list[PortCall]:
        return self._with.books.calls.where(lambda call: call.imo == imo and wanted(call))

    def _cancel(self, call: PortCall, reason: str) -> PortCall:
        remarks = [*call.remarks, reason]
        cancelled = self._with.books.change(call, state=CallState.CANCELLED, remarks=remarks)
        self._leave(cancelled)
        return cancelled

    def _leave(self, call: PortCall) -> None:
        self._with.berths.release(call.id)
        self._with.roster.release(call)
