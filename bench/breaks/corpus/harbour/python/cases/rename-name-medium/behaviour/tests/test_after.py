"""The register hears of vessels that were turned away."""

import asyncio

from harbour.custom.vessels import Fleet
from harbour.generated import Ctx
from harbour.generated_registry import FileReportIn, RegistryClient
from tests.support import EMMA, FakeRegistry


def test_a_refusal_is_filed() -> None:
    registry = FakeRegistry()
    asyncio.run(Fleet(registry).refuse(EMMA, "fog", Ctx()))
    filed = registry.incidents[0]
    assert isinstance(filed, FileReportIn)
    assert (filed.text, filed.severity) == ("refused: fog", 3)


def test_the_client_is_a_register() -> None:
    assert Fleet(RegistryClient("http://localhost:1")).objection(EMMA, EMMA.built) is None
