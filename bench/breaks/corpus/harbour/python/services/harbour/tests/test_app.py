"""Port calls from announcement to departure."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal

from harbour.generated import (
    AnnounceCallIn,
    AssignPilotIn,
    BadManifest,
    CallNotFound,
    CallState,
    CancelCallIn,
    ConfirmCallIn,
    Ctx,
    DeclareManifestIn,
    DepartIn,
    FeeKind,
    FreeBerthsIn,
    GetDayReportIn,
    Hazard,
    ListCallsIn,
    Manifest,
    MoorIn,
    NoBerth,
    PilotUnfit,
    PortCall,
    VesselUnknown,
    WrongState,
    a_berth,
)
from harbour.generated_registry import Standing, a_vessel_detained, a_vessel_renamed
from harbour.generated_tides import Swell, a_surge_warned, a_window
from tests.support import BERTHS, DAY, EMMA, NOON, FakeTides, Port, pilot

DEEP = a_berth(code="N-1", length=400.0, depth=14.5, bollards=20)


def test_a_call_is_announced_under_the_registers_name() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced("oy-gr2")
        assert (call.id, call.imo, call.vessel_name, call.draft) == (1, 9321483, "Emma", 10.4)
        assert call.remarks == ["fresh water"]
        assert port.registry.asked == ["OYGR2"]
        assert port.told.announced[0].call.id == 1

    asyncio.run(run())


def test_an_unknown_vessel_is_refused() -> None:
    async def run() -> None:
        port = Port()
        for sign in ("QQQQ", "not a sign!"):
            asked = AnnounceCallIn(call_sign=sign, eta=NOON, stay=DAY)
            assert await port.app.announce_call(asked, Ctx()) == VesselUnknown(call_sign=sign)

    asyncio.run(run())


def test_an_expelled_vessel_is_cancelled_and_reported() -> None:
    async def run() -> None:
        port = Port()
        port.registry.vessels = [EMMA.model_copy(update={"standing": Standing.EXPELLED})]
        call = await port.announced()
        assert call.state == CallState.CANCELLED
        assert call.remarks[-1] == "expelled"
        line = port.registry.incidents[0]
        assert (line.imo, line.text, line.severity) == (9321483, "refused: expelled", 3)

    asyncio.run(run())


def test_the_shallowest_berth_that_fits_is_given() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        given = await port.app.confirm_call(ConfirmCallIn(id=call.id), Ctx())
        assert isinstance(given, PortCall)
        assert (given.berth, given.state) == ("N-2", CallState.CONFIRMED)
        second = await port.announced(hours=6)
        other = await port.app.confirm_call(ConfirmCallIn(id=second.id), Ctx())
        assert isinstance(other, PortCall)
        assert other.berth == "N-10"

    asyncio.run(run())


def test_a_wanted_berth_is_given_or_none() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        wanted = ConfirmCallIn(id=call.id, berth="S-9")
        assert await port.app.confirm_call(wanted, Ctx()) == NoBerth(draft=10.4, from_=call.eta)
        given = await port.app.confirm_call(ConfirmCallIn(id=call.id, berth="S-1"), Ctx())
        assert isinstance(given, PortCall)
        assert given.berth == "S-1"

    asyncio.run(run())


def test_a_deep_vessel_waits_for_the_tide() -> None:
    async def run() -> None:
        opens = NOON + timedelta(hours=5)
        windows = [
            a_window(opens=NOON, closes=opens, least=2.0, swell=Swell.ROUGH),
            a_window(opens=opens, closes=opens + timedelta(hours=3), least=2.0),
        ]
        port = Port(tides=FakeTides(windows), berths=[DEEP])
        call = await port.announced("DTID")
        given = await port.app.confirm_call(ConfirmCallIn(id=call.id), Ctx())
        assert isinstance(given, PortCall)
        assert given.window == windows[1]
        assert port.tides.asked[0].least == 1.9

    asyncio.run(run())


def test_a_pilot_needs_rest_and_a_licence() -> None:
    async def run() -> None:
        port = Port(pilots=[pilot(1), pilot(2, max_draft=8.0)])
        first, second = await port.announced(), await port.announced(hours=8)
        led = await port.app.assign_pilot(AssignPilotIn(id=first.id, pilot=1), Ctx())
        assert isinstance(led, PortCall)
        assert led.pilot == 1
        again = await port.app.assign_pilot(AssignPilotIn(id=second.id, pilot=1), Ctx())
        assert again == PilotUnfit(pilot=1, reason="has to rest")
        other = await port.app.assign_pilot(AssignPilotIn(id=second.id, pilot=2), Ctx())
        assert other == PilotUnfit(pilot=2, reason="not licensed for the draft")
        assert port.roster.duty_list() == ["P001 HANSEN: 1"]

    asyncio.run(run())


def test_a_vessel_comes_and_goes() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        await port.app.confirm_call(ConfirmCallIn(id=call.id), Ctx())
        await port.app.assign_pilot(AssignPilotIn(id=call.id, pilot=2), Ctx())
        at = NOON + timedelta(hours=5)
        moored = await port.app.moor(MoorIn(id=call.id, at=at), Ctx())
        assert isinstance(moored, PortCall)
        assert port.told.moored[0].berth == "N-2"
        gone = await port.app.depart(DepartIn(id=call.id, at=at + timedelta(hours=30)), Ctx())
        assert isinstance(gone, PortCall)
        assert gone.stay == timedelta(hours=30)
        kinds = [fee.kind for fee in gone.fees]
        assert kinds == [FeeKind.DUES, FeeKind.PILOTAGE, FeeKind.TOWAGE]
        assert port.told.departed[0].total == 471_750 + 174_400 + 580_000
        assert port.plan.occupied(at) == set()

    asyncio.run(run())


def test_states_follow_each_other() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        early = await port.app.moor(MoorIn(id=call.id, at=NOON), Ctx())
        assert early == WrongState(id=call.id, state=CallState.ANNOUNCED)
        cancelled = await port.app.cancel_call(CancelCallIn(id=call.id, reason="fog"), Ctx())
        assert isinstance(cancelled, PortCall)
        assert cancelled.remarks == ["fresh water", "fog"]
        late = await port.app.depart(DepartIn(id=call.id, at=NOON), Ctx())
        assert late == WrongState(id=call.id, state=CallState.CANCELLED)
        assert await port.app.moor(MoorIn(id=99, at=NOON), Ctx()) == CallNotFound(id=99)

    asyncio.run(run())


def test_a_manifest_is_declared_or_refused() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        lines = ["# bay 7", "CSQU3054383;20;21500;7;flammable;X1", "MSKU6011672;40;9000;8;;"]
        declared = await port.app.declare_manifest(
            DeclareManifestIn(id=call.id, lines=lines), Ctx()
        )
        assert isinstance(declared, Manifest)
        assert declared.stowage == {7: ["CSQU3054383"], 8: ["MSKU6011672"]}
        event = port.told.declared[0]
        assert (event.id, event.containers, event.hazards) == (call.id, 2, [Hazard.FLAMMABLE])
        bad = DeclareManifestIn(id=call.id, lines=["", "CSQU3054384;20;21500;7;;"])
        assert await port.app.declare_manifest(bad, Ctx()) == BadManifest(
            line=2, reason="number: CSQU3054384"
        )

    asyncio.run(run())


def test_calls_are_listed_a_page_at_a_time() -> None:
    async def run() -> None:
        port = Port()
        for hours in (3, 2, 1):
            await port.announced(hours=hours)
        first = await port.app.list_calls(ListCallsIn(limit=2), Ctx())
        assert ([call.id for call in first.calls], first.next) == ([1, 2], 2)
        rest = await port.app.list_calls(ListCallsIn(limit=2, after=first.next), Ctx())
        assert ([call.id for call in rest.calls], rest.next) == ([3], None)
        none = await port.app.list_calls(ListCallsIn(state=CallState.BERTHED), Ctx())
        assert none.calls == []

    asyncio.run(run())


def test_free_berths_are_deep_enough_without_the_tide() -> None:
    async def run() -> None:
        port = Port()
        asked = FreeBerthsIn(draft=12.0, from_=NOON, until=NOON + DAY)
        free = await port.app.free_berths(asked, Ctx())
        assert [berth.code for berth in free] == ["N-10", "S-1", "W-1"]

    asyncio.run(run())


def test_a_detained_vessel_does_not_come() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        released = a_vessel_detained(imo=EMMA.imo, released_on=NOON.date())
        await port.app.hold_calls(released, Ctx())
        assert port.books.calls.get(call.id) == call
        held = a_vessel_detained(imo=EMMA.imo, reason="rust", since=NOON)
        await port.app.hold_calls(held, Ctx())
        kept = port.books.calls.get(call.id)
        assert kept is not None
        assert kept.state == CallState.CANCELLED
        assert kept.remarks[-1] == "detained since 2026-05-04: rust"
        assert (await port.announced()).remarks[-1] == "held: rust"

    asyncio.run(run())


def test_a_new_name_is_taken_over() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        event = a_vessel_renamed(imo=EMMA.imo, former="Emma", name="Ebba")
        await port.app.rename_calls(event, Ctx())
        kept = port.books.calls.get(call.id)
        assert kept is not None
        assert (kept.vessel_name, kept.remarks[-1]) == ("Ebba", "formerly Emma")

    asyncio.run(run())


def test_a_surge_closes_what_lies_open() -> None:
    async def run() -> None:
        port = Port()
        await port.app.close_berths(a_surge_warned(station="ELSE", level=3.0), Ctx())
        await port.app.close_berths(a_surge_warned(station="HARB", level=1.0), Ctx())
        assert all(port.plan.berth(code) in BERTHS for code in port.plan.codes())
        surge = a_surge_warned(station="HARB", level=2.0, begins=NOON, lasts=DAY)
        await port.app.close_berths(surge, Ctx())
        closed = {
            code: b.closed_until for code in port.plan.codes() if (b := port.plan.berth(code))
        }
        day = date(2026, 5, 5)
        assert closed == {"N-2": None, "N-10": None, "S-1": day, "W-1": day}

    asyncio.run(run())


def test_the_report_of_a_day() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced(hours=-3)
        await port.app.confirm_call(ConfirmCallIn(id=call.id), Ctx())
        cancelled = await port.announced("DTID")
        await port.app.cancel_call(CancelCallIn(id=cancelled.id, reason="fog"), Ctx())
        report = await port.app.get_day_report(GetDayReportIn(day=NOON.date()), Ctx())
        assert (report.calls, report.deepest, report.occupied) == (2, 10.4, Decimal("0.250"))
        assert report.by_state == {CallState.CONFIRMED: 1, CallState.CANCELLED: 1}
        assert report.mean_stay == DAY

    asyncio.run(run())
