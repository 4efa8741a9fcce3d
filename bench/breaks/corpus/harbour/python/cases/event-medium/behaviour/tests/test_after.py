"""What is told of a manifest."""

import asyncio

from harbour.custom.manifests import hazards
from harbour.generated import Ctx, DeclareManifestIn, Hazard, Manifest
from tests.support import Port


def test_it_is_told_as_a_whole() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        lines = ["CSQU3054383;20;21500;7;toxic;X1"]
        declared = await port.app.declare_manifest(
            DeclareManifestIn(id=call.id, lines=lines), Ctx()
        )
        assert isinstance(declared, Manifest)
        assert [(each.id, each.manifest) for each in port.told.declared] == [(call.id, declared)]
        assert hazards(declared) == [Hazard.TOXIC]

    asyncio.run(run())
