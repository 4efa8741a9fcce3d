"""Cargo as ship's agents declare it, line by line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from ..generated import BadManifest, Container, Hazard, Manifest

NUMBER = re.compile(r"[A-Z]{3}[UJZ]\d{7}")
SIZES = (20, 40, 45)
KILOS = range(500, 36_001)
BAYS = range(1, 100)
COLUMNS = 6

APART: set[frozenset[Hazard]] = {
    frozenset((Hazard.FLAMMABLE, Hazard.EXPLOSIVE)),
    frozenset((Hazard.TOXIC, Hazard.EXPLOSIVE)),
}

PLACARDS = {Hazard.FLAMMABLE: "3", Hazard.TOXIC: "6", Hazard.EXPLOSIVE: "1"}


class Refused(Exception):
    """A line that cannot be taken."""


def check_digit(number: str) -> int:
    """The last digit that the first ten characters of a container's number ask for (ISO 6346)."""
    total = 0
    for place, sign in enumerate(number[:10]):
        value = int(sign) if sign.isdigit() else ord(sign) - 55
        if not sign.isdigit():
            value += (value - 1) // 10
        total += value << place
    return total % 11 % 10


def whole(text: str, what: str, allowed: Sequence[int]) -> int:
    if not text.isdigit() or int(text) not in allowed:
        raise Refused(f"{what}: {text}")
    return int(text)


def read_line(line: str) -> tuple[int, Container]:
    """A bay and what stands in it."""
    parts = [part.strip() for part in line.split(";")]
    if len(parts) != COLUMNS:
        raise Refused(f"{len(parts)} columns")
    number, size, kilos, bay, hazard, seal = parts
    if not NUMBER.fullmatch(number) or check_digit(number) != int(number[-1]):
        raise Refused(f"number: {number}")
    container = Container(
        number=number,
        size=whole(size, "size", SIZES),
        kilos=whole(kilos, "kilos", KILOS),
        hazard=Hazard(hazard or "harmless"),
        seal=seal or None,
    )
    if not container.hazard.is_known:
        raise Refused(f"hazard: {hazard}")
    return whole(bay, "bay", BAYS), container


def label(container: Container) -> str:
    """What is stuck on a container's door."""
    placard = PLACARDS.get(container.hazard)
    cold = f" {container.celsius:+.1f}C" if container.celsius is not None else ""
    seal = container.seal.upper() if container.seal is not None else "unsealed"
    return f"{container.number} {container.size}ft{cold} [{placard or '-'}] {seal}"


def tonnes(containers: Iterable[Container]) -> float:
    return sum(container.kilos for container in containers) / 1000


@dataclass
class ManifestBuilder:
    """Puts a manifest together, and sees to it that nothing stands beside what it must not."""

    call: int
    containers: dict[str, Container] = field(default_factory=dict[str, Container])
    bays: dict[int, list[str]] = field(default_factory=dict[int, list[str]])

    def add(self, bay: int, container: Container) -> Self:
        if container.number in self.containers:
            raise Refused(f"twice: {container.number}")
        for number in self.bays.get(bay, []):
            pair = frozenset((self.containers[number].hazard, container.hazard))
            if pair in APART:
                raise Refused(f"bay {bay}: {' beside '.join(sorted(pair))}")
        self.containers[container.number] = container
        self.bays.setdefault(bay, []).append(container.number)
        return self

    def build(self, declared_at: datetime) -> Manifest:
        return Manifest(
            call=self.call,
            declared_at=declared_at,
            containers=list(self.containers.values()),
            stowage={bay: sorted(self.bays[bay]) for bay in sorted(self.bays)},
        )


def read_manifest(call: int, lines: Sequence[str], declared_at: datetime) -> Manifest | BadManifest:
    """Reads all lines; the first bad one ends it. Empty lines and comments count, and say nothing."""
    builder = ManifestBuilder(call)
    for position, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            builder.add(*read_line(line))
        except Refused as refused:
            return BadManifest(line=position, reason=str(refused))
    return builder.build(declared_at)


def hazards(manifest: Manifest) -> list[Hazard]:
    """What is dangerous aboard, without repetition."""
    found = {each.hazard for each in manifest.containers} - {Hazard.HARMLESS}
    return sorted(found)


def heaviest_bays(manifest: Manifest, count: int = 3) -> list[tuple[int, int]]:
    """The bays that weigh most, with their kilos."""
    kilos = {each.number: each.kilos for each in manifest.containers}
    sums = {bay: sum(kilos[number] for number in held) for bay, held in manifest.stowage.items()}
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:count]
