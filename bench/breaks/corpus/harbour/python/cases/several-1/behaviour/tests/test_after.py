"""Kilos, duty and incidents under their new names."""

import asyncio

from harbour.custom.keyed import Span
from harbour.custom.manifests import heaviest_bays, read_line, read_manifest, tonnes
from harbour.custom.pilots import Job, Roster, read_pilot
from harbour.custom.vessels import Fleet
from harbour.generated import Ctx, Manifest
from tests.support import DAY, EMMA, NOON, FakeRegistry, pilot


def test_weights() -> None:
    assert read_line("CSQU3054383;20;21500;7;;")[1].gross_kilos == 21_500
    manifest = read_manifest(1, ["CSQU3054383;20;21500;7;;", "MSKU6011672;40;9000;8;;"], NOON)
    assert isinstance(manifest, Manifest)
    assert tonnes(manifest.containers) == 30.5
    assert heaviest_bays(manifest, 1) == [(7, 21_500)]


def test_duty() -> None:
    line = "id=4 name=Berg licence=C max_draft=9.5 rest=6 languages=en"
    assert read_pilot(line).on_duty
    assert not read_pilot(f"{line} on_call=no").on_duty
    roster = Roster([pilot(1, on_call=False)])
    assert roster.refusal(1, Job(1, 2.0, Span.of(NOON, DAY))) == "off duty"


def test_incidents() -> None:
    registry = FakeRegistry()
    asyncio.run(Fleet(registry).refuse(EMMA, "fog", Ctx()))
    assert [each.text for each in registry.incidents] == ["refused: fog"]
