"""What the harbour office reads in the morning."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain

from ..generated import CallState, DayReport, PortCall
from ..generated_tides import Swell
from . import tariff
from .keyed import Span

STATE_LABELS: dict[CallState, str] = {
    CallState.ANNOUNCED: "expected",
    CallState.CONFIRMED: "berth given",
    CallState.BERTHED: "alongside",
    CallState.DEPARTED: "left",
    CallState.CANCELLED: "does not come",
}

CSV_HEAD = ("id", "sign", "name", "state", "eta", "berth", "pilot", "cents")


def span_of(call: PortCall) -> Span:
    return Span.of(call.eta, call.stay)


def the_day(day: date) -> Span:
    return Span.of(datetime.combine(day, time(), UTC), timedelta(days=1))


def swell_mark(swell: Swell) -> str:
    match swell:
        case Swell.CALM:
            return "~"
        case Swell.MODERATE:
            return "~~"
        case Swell.ROUGH:
            return "!!"
        case _:
            return "?"


def board_line(call: PortCall) -> str:
    """One call on the board at the gate."""
    berth = call.berth or "-----"
    water = f" {swell_mark(call.window.swell)}" if call.window is not None else ""
    label = STATE_LABELS.get(call.state, call.state)
    return f"#{call.id:05d} {call.eta:%d.%m. %H:%M} {berth:<5} {call.vessel_name} ({label}){water}"


def board(calls: Iterable[PortCall]) -> list[str]:
    """Those who are still to be seen, by the time of their arrival."""
    gone = {CallState.DEPARTED, CallState.CANCELLED}
    shown = [call for call in calls if call.state not in gone]
    return [board_line(call) for call in sorted(shown, key=lambda call: (call.eta, call.id))]


def csv(calls: Iterable[PortCall]) -> str:
    """All calls for the accountants' spreadsheet."""
    rows: list[tuple[str, ...]] = [CSV_HEAD]
    for call in calls:
        pilot = "" if call.pilot is None else str(call.pilot)
        name = call.vessel_name.replace(",", " ")
        eta = call.eta.isoformat(timespec="minutes")
        cents = str(tariff.total(call.fees))
        rows.append(
            (str(call.id), call.call_sign, name, call.state, eta, call.berth or "", pilot, cents)
        )
    return "\n".join(",".join(row) for row in rows)


def mean(lengths: Sequence[timedelta]) -> timedelta:
    return sum(lengths, timedelta()) / len(lengths) if lengths else timedelta()


def share(part: int, of: int) -> Decimal:
    """To three places; none of nothing is nothing."""
    return (Decimal(part) / of).quantize(Decimal("0.001")) if of else Decimal("0.000")


def day_report(day: date, calls: Iterable[PortCall], occupied: int, berths: int) -> DayReport:
    """The calls that touch a day, summed up."""
    touching = [call for call in calls if span_of(call).overlaps(the_day(day))]
    coming = [call for call in touching if call.state != CallState.CANCELLED]
    return DayReport(
        day=day,
        calls=len(touching),
        by_state=dict(Counter(call.state for call in touching)),
        cents_by_kind=tariff.by_kind(chain.from_iterable(call.fees for call in touching)),
        mean_stay=mean([call.stay for call in coming]),
        deepest=max((call.draft for call in coming), default=None),
        occupied=share(occupied, berths),
    )


def summary(report: DayReport) -> str:
    """A report in one line."""
    states = ", ".join(
        f"{report.by_state[state]} {text}"
        for state, text in STATE_LABELS.items()
        if state in report.by_state
    )
    hours = report.mean_stay / timedelta(hours=1)
    earned = tariff.euros(sum(report.cents_by_kind.values()))
    deepest = f"{report.deepest:.1f} m" if report.deepest is not None else "none"
    used = f"{report.occupied:.0%}"
    return f"{report.day}: {states or 'no calls'}; {hours:.1f} h; {deepest}; {used}; {earned}"
