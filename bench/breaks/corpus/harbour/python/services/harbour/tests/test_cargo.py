"""Cargo, dues, and what is written down of them."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from harbour.custom import tariff
from harbour.custom.journal import Books, Notebook, write_call
from harbour.custom.manifests import (
    check_digit,
    hazards,
    heaviest_bays,
    label,
    read_manifest,
    tonnes,
)
from harbour.custom.reports import board, csv, mean, summary
from harbour.generated import (
    BadManifest,
    CallState,
    Fee,
    FeeKind,
    Hazard,
    Manifest,
    PortCall,
    a_container,
    a_day_report,
    a_fee,
    a_manifest,
    a_port_call,
)
from harbour.generated_tides import Swell, a_window
from tests.support import DAY, EMMA, NOON, TIDY

TRACE = UUID("6f1b0a52-5a0e-4f3a-9a0c-0d8b7a1c2e3f")


def emma_call(id: int = 7, pilot: int | None = None) -> PortCall:
    return a_port_call(
        id=id,
        trace=TRACE,
        imo=EMMA.imo,
        call_sign="OYGR2",
        vessel_name="Emma",
        eta=NOON,
        stay=DAY,
        draft=10.4,
        pilot=pilot,
    )


def cargo() -> Manifest:
    return a_manifest(
        call=7,
        declared_at=NOON,
        containers=[
            a_container(number="A", size=20, kilos=21_500, hazard=Hazard.TOXIC),
            a_container(number="B", size=40, kilos=9_000),
        ],
        stowage={3: ["A"], 12: ["B"]},
    )


def test_check_digits() -> None:
    assert check_digit("CSQU3054383") == 3
    assert check_digit("MSKU6011672") == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("CSQU3054383;20;21500;7", "4 columns"),
        ("CSQU3054383;22;21500;7;;", "size: 22"),
        ("CSQU3054383;20;90000;7;;", "kilos: 90000"),
        ("CSQU3054383;20;9000;7;sticky;", "hazard: sticky"),
        ("CSQU3054383;20;9000;100;;", "bay: 100"),
    ],
)
def test_bad_lines(line: str, reason: str) -> None:
    assert read_manifest(1, [line], NOON) == BadManifest(line=1, reason=reason)


def test_what_must_not_stand_side_by_side() -> None:
    lines = ["CSQU3054383;20;9000;7;flammable;", "MSKU6011672;20;9000;7;explosive;"]
    refused = BadManifest(line=2, reason="bay 7: explosive beside flammable")
    assert read_manifest(1, lines, NOON) == refused


def test_labels_and_weights() -> None:
    assert label(a_container(number="A", size=20, seal="x9")) == "A 20ft [-] X9"
    cold = a_container(number="B", size=40, celsius=-18.0, hazard=Hazard.TOXIC)
    assert label(cold) == "B 40ft -18.0C [6] unsealed"
    assert tonnes(cargo().containers) == 30.5
    assert hazards(cargo()) == [Hazard.TOXIC]
    assert heaviest_bays(cargo(), 1) == [(3, 21_500)]


def test_the_bill() -> None:
    visit = tariff.Visit(emma_call(pilot=1), EMMA, cargo(), timedelta(days=3, hours=1))
    fees = tariff.bill(visit)
    assert tariff.by_kind(fees) == {
        FeeKind.DUES: 786_250,
        FeeKind.PILOTAGE: 174_400,
        FeeKind.TOWAGE: 580_000,
        FeeKind.STORAGE: 24_000,
    }
    assert fees[0].note == "17000 GT, 4 d"
    assert tariff.total(fees) == 1_564_650


def test_small_visits_cost_little() -> None:
    visit = tariff.Visit(emma_call(), TIDY, None, timedelta(hours=1))
    assert [fee.kind for fee in tariff.bill(visit)] == [FeeKind.DUES, FeeKind.TOWAGE]


def test_fee_lines() -> None:
    fees = [
        Fee(kind=FeeKind.DUES, cents=5),
        a_fee(kind=FeeKind.TOWAGE, cents=123_456_789, note="x"),
    ]
    assert tariff.fee_lines(fees) == [
        "towage     1,234,567.89 EUR  x",
        "dues               0.05 EUR",
    ]
    assert tariff.euros(-150) == "-1.50 EUR"


def test_a_call_is_written_as_one_line() -> None:
    line = json.loads(write_call(emma_call()))
    assert line == {
        "kind": "call",
        "v": 1,
        "data": {
            "id": "7",
            "trace": str(TRACE),
            "imo": 9321483,
            "callSign": "OYGR2",
            "vesselName": "Emma",
            "state": "announced",
            "eta": "2026-05-04T12:00:00Z",
            "stay": "86400s",
            "draft": 10.4,
            "fees": [],
            "remarks": [],
        },
    }


def test_books_are_read_again() -> None:
    notebook = Notebook()
    books = Books(notebook)
    call = books.save(emma_call())
    books.change(call, state=CallState.CONFIRMED, berth="N-2")
    books.declare(cargo())
    notebook.append('{"kind": "weather", "v": 1, "data": {}}')
    again = Books(notebook)
    kept = again.calls.get(7)
    assert kept is not None
    assert (kept.state, kept.berth) == (CallState.CONFIRMED, "N-2")
    assert again.manifests == {7: cargo()}
    assert again.next_id() == 8


def test_the_board() -> None:
    calls = [
        emma_call(12).model_copy(update={"eta": NOON + DAY, "window": a_window(swell=Swell.ROUGH)}),
        emma_call(3).model_copy(update={"berth": "N-2", "state": CallState.BERTHED}),
        emma_call(4).model_copy(update={"state": CallState.DEPARTED}),
    ]
    assert board(calls) == [
        "#00003 04.05. 12:00 N-2   Emma (alongside)",
        "#00012 05.05. 12:00 ----- Emma (expected) !!",
    ]


def test_the_spreadsheet() -> None:
    call = emma_call(7, pilot=2).model_copy(update={"fees": [a_fee(cents=5), a_fee(cents=7)]})
    assert csv([call]).splitlines()[1] == "7,OYGR2,Emma,announced,2026-05-04T12:00+00:00,,2,12"


def test_a_report_in_one_line() -> None:
    report = a_day_report(
        day=NOON.date(),
        by_state={CallState.BERTHED: 2},
        cents_by_kind={FeeKind.DUES: 150},
        mean_stay=timedelta(hours=36),
        deepest=10.44,
    )
    assert summary(report) == "2026-05-04: 2 alongside; 36.0 h; 10.4 m; 100%; 1.50 EUR"
    assert mean([]) == timedelta()
