"""Where a manifest is bad."""

import pytest

from harbour.custom.manifests import read_manifest
from harbour.generated import BadManifest
from tests.support import NOON


@pytest.mark.parametrize("empty", [0, 1, 11])
def test_the_line_is_told(empty: int) -> None:
    refused = read_manifest(3, [""] * empty + ["x"], NOON)
    assert refused == BadManifest(line=str(empty + 1), reason="1 columns")
