"""The harbour's memory: one JSON object a line, read again when the service starts."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypedDict

from ..generated import Manifest, PortCall
from .keyed import Table

VERSION = 1


class Line(TypedDict):
    """What stands on a line: what it is, and how it was written."""

    kind: str
    v: int
    data: dict[str, Any]


class Journal(Protocol):
    """Where lines are kept."""

    def append(self, line: str) -> None: ...

    def lines(self) -> Iterable[str]: ...


class Notebook:
    """Lines that are kept as long as the service runs."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._lines = list(lines)

    def append(self, line: str) -> None:
        self._lines.append(line)

    def lines(self) -> Iterator[str]:
        return iter(self._lines)


class FileJournal:
    """Lines in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def lines(self) -> Iterator[str]:
        if self._path.exists():
            yield from self._path.read_text(encoding="utf-8").splitlines()


def write_call(call: PortCall) -> str:
    line: Line = {"kind": "call", "v": VERSION, "data": call.model_dump(mode="json", by_alias=True)}
    return json.dumps(line, sort_keys=True)


def write_manifest(manifest: Manifest) -> str:
    data = manifest.model_dump(mode="json", by_alias=True)
    line: Line = {"kind": "manifest", "v": VERSION, "data": data}
    return json.dumps(line, sort_keys=True)


class Books:
    """Port calls and manifests, written down before they are believed."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.calls: Table[int, PortCall] = Table(lambda call: call.id)
        self.manifests: dict[int, Manifest] = {}
        self._readers: dict[str, Callable[[str], object]] = {
            "call": self._take_call,
            "manifest": self._take_manifest,
        }
        for text in journal.lines():
            self._read(text)

    def _read(self, text: str) -> None:
        line: Line = json.loads(text)
        reader = self._readers.get(line["kind"])
        if reader is not None and line["v"] <= VERSION:
            reader(json.dumps(line["data"]))

    def _take_call(self, data: str) -> None:
        self.calls.put(PortCall.model_validate_json(data))

    def _take_manifest(self, data: str) -> None:
        manifest = Manifest.model_validate_json(data)
        self.manifests[manifest.call] = manifest

    def next_id(self) -> int:
        return max((call.id for call in self.calls), default=0) + 1

    def save(self, call: PortCall) -> PortCall:
        self._journal.append(write_call(call))
        return self.calls.put(call)

    def change(self, call: PortCall, **fields: object) -> PortCall:
        """A call with other values in some of its fields."""
        return self.save(PortCall.model_validate({**dict(call), **fields}))

    def declare(self, manifest: Manifest) -> Manifest:
        self._journal.append(write_manifest(manifest))
        self.manifests[manifest.call] = manifest
        return manifest
