"""The register, and the tides."""

import asyncio
from datetime import date, timedelta

import pytest

from harbour.custom.tidetable import TideTable, highest, level_at, missing_water, retried
from harbour.custom.vessels import Fleet, due_on, lapsed, letter_head, normal_sign, plate, tugs
from harbour.generated import Ctx, RemoteError
from harbour.generated_registry import Standing, VesselNotFound, a_certificate, a_owner
from harbour.generated_tides import Confidence, a_forecast, a_tide, a_window
from tests.support import EMMA, MAERSK, NOON, TIDY, FakeRegistry, FakeTides

TURNS = [
    a_tide(at=NOON + timedelta(hours=6), level=4.0),
    a_tide(at=NOON, level=1.0, rising=True, confidence=Confidence.MEASURED),
]


@pytest.mark.parametrize(
    ("text", "sign"), [("oygr2", "OYGR2"), ("O Y-G.R/2", "OYGR2"), ("no", None), ("Ä123", None)]
)
def test_call_signs(text: str, sign: str | None) -> None:
    assert normal_sign(text) == sign


def test_how_a_vessel_is_named() -> None:
    assert plate(EMMA) == "Emma (OYGR2, IMO 9321483)"
    assert plate(TIDY) == "Tidy (DTID, IMO 0000042)"
    assert (tugs(EMMA), tugs(TIDY)) == (2, 4)


def test_how_an_owner_is_written_to() -> None:
    assert letter_head(MAERSK) == ["Maersk", "DK"]
    assert letter_head(a_owner(name="Stena", country="se", contact=" Ida ")) == [
        "Stena",
        "attn. Ida",
        "SE",
    ]
    assert due_on(MAERSK, date(2026, 5, 4)) == date(2026, 5, 18)


def test_lapsed_certificates_matter_where_a_vessel_is_watched() -> None:
    old = [
        a_certificate(code="ISM", expires=date(2026, 2, 1)),
        a_certificate(code="IOPP", expires=date(2026, 1, 1)),
        a_certificate(code="SOLAS", expires=date(2027, 1, 1)),
    ]
    vessel = EMMA.model_copy(update={"certificates": old, "standing": Standing.WATCHED})
    assert lapsed(vessel, NOON.date()) == ["IOPP", "ISM"]
    fleet = Fleet(FakeRegistry())
    assert fleet.objection(vessel, NOON.date()) == "watched, and lapsed: IOPP, ISM"
    assert fleet.objection(EMMA, NOON.date()) is None


def test_a_vessel_is_remembered_until_it_is_forgotten() -> None:
    async def run() -> None:
        registry = FakeRegistry()
        fleet = Fleet(registry, clock=lambda: NOON)
        assert await fleet.find("OYGR2", Ctx()) == EMMA
        await fleet.find("OYGR2", Ctx())
        assert isinstance(await fleet.find("NONE", Ctx()), VesselNotFound)
        assert registry.asked == ["OYGR2", "NONE"]
        assert fleet.forget(EMMA.imo) == 1
        await fleet.find("OYGR2", Ctx())
        assert len(registry.asked) == 3

    asyncio.run(run())


def test_sisters_come_page_by_page() -> None:
    async def run() -> None:
        fleet = Fleet(FakeRegistry())
        assert await fleet.sisters(EMMA, Ctx()) == ["Tidy"]
        assert [each async for each in fleet.of_owner(1, Ctx())] == []

    asyncio.run(run())


@pytest.mark.parametrize(("draft", "depth", "water"), [(10.0, 10.4, 0.1), (9.0, 11.0, 0.0)])
def test_missing_water(draft: float, depth: float, water: float) -> None:
    assert missing_water(draft, depth) == water


def test_the_level_between_two_turns() -> None:
    assert level_at(TURNS, NOON) == 1.0
    assert level_at(TURNS, NOON + timedelta(hours=2)) == 2.0
    assert level_at(TURNS, NOON - timedelta(hours=1)) is None
    assert highest(TURNS) == TURNS[0]
    assert highest([]) is None


def test_the_wind_adds_to_the_tide() -> None:
    async def run() -> None:
        forecast = a_forecast(issued=NOON, turns=TURNS, surge_by_hour={2: 0.5})
        table = TideTable(FakeTides(forecast=forecast), "HARB")
        assert await table.water_at(NOON + timedelta(hours=2), Ctx()) == 2.5
        assert await TideTable(FakeTides(), "HARB").water_at(NOON, Ctx()) is None

    asyncio.run(run())


def test_windows_are_remembered_by_day_and_water() -> None:
    async def run() -> None:
        tides = FakeTides([a_window(opens=NOON, closes=NOON, least=2.0)], away=2)
        table = TideTable(tides, "HARB", pause=0.0)
        day = NOON.date()
        assert len(await table.windows(day, 1.5, Ctx())) == 1
        assert len(await table.windows(day, 1.54, Ctx())) == 1
        assert len(tides.asked) == 3
        table.forget(day)
        await table.windows(day, 1.5, Ctx())
        assert len(tides.asked) == 4

    asyncio.run(run())


def test_a_refusal_is_not_asked_again() -> None:
    calls: list[int] = []

    async def refuse() -> None:
        calls.append(1)
        raise RemoteError("tides", 400, "invalid-argument", "no")

    with pytest.raises(RemoteError):
        asyncio.run(retried(refuse, 0.0))
    assert calls == [1]
