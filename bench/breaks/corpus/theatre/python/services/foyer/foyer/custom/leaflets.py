"""Programme leaflets: what is played, who plays it, and when everybody is home again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from ..generated import Leaflet
from ..generated_programme import CastMember, Genre, Performance, Production

LINES_PER_PAGE = 24

GENRE_WORDS: dict[str, dict[Genre, str]] = {
    "en": {Genre.DRAMA: "Play", Genre.BALLET: "Dance"},
    "de": {Genre.DRAMA: "Schauspiel", Genre.OPERA: "Oper", Genre.BALLET: "Tanz"},
}


def genre_word(genre: Genre, language: str) -> str:
    """A word that a language has none of its own for stands as it is."""
    return GENRE_WORDS.get(language, GENRE_WORDS["en"]).get(genre, genre.capitalize())


def clock(length: timedelta) -> str:
    """`2 h 05`: how long an evening is."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"{hours} h {minutes:02d}"


def ends_at(performance: Performance, production: Production) -> datetime:
    pause = timedelta(minutes=performance.interval or 0)
    return performance.starts_at + production.running_time + pause


def billed(cast: Iterable[CastMember]) -> list[CastMember]:
    """As the bill has it, and understudies behind all others."""
    return sorted(cast, key=lambda one: (one.understudy, one.billing, one.name))


def parts_by_person(cast: Iterable[CastMember]) -> dict[UUID, list[str]]:
    """Somebody who plays twice has two parts."""
    parts: dict[UUID, list[str]] = {}
    for one in cast:
        parts.setdefault(one.person_id, []).append(one.part)
    return parts


def cast_lines(cast: list[CastMember]) -> list[str]:
    parts = parts_by_person(cast)
    shown: set[UUID] = set()
    lines: list[str] = []
    for one in billed(cast):
        if one.person_id in shown:
            continue
        shown.add(one.person_id)
        mark = " (understudy)" if one.understudy else ""
        lines.append(f"{' / '.join(parts[one.person_id])}: {one.name}{mark}")
    return lines


@dataclass
class LeafletBuilder:
    """Puts a leaflet together, part by part."""

    production: Production
    language: str = "en"
    _lines: list[str] = field(default_factory=list[str])

    def head(self) -> LeafletBuilder:
        production = self.production
        word = genre_word(production.genre, self.language)
        self._lines += [production.title, f"{word}, {clock(production.running_time)}"]
        self._lines.append(f"First night {production.premiere:%d.%m.%Y}")
        if production.age_from is not None:
            self._lines.append(f"From {production.age_from} years")
        return self

    def cast(self, cast: list[CastMember]) -> LeafletBuilder:
        self._lines += ["", *cast_lines(cast)]
        return self

    def dates(self, performances: Iterable[Performance]) -> LeafletBuilder:
        coming = sorted(performances, key=lambda one: one.starts_at)
        self._lines += ["", *(f"{one.starts_at:%d.%m. %H:%M} {one.hall.name}" for one in coming)]
        return self

    def synopsis(self) -> LeafletBuilder:
        self._lines += ["", *self.production.synopsis.splitlines()]
        return self

    def build(self, copies: int) -> Leaflet:
        pages = -(-len(self._lines) // LINES_PER_PAGE)
        return Leaflet(
            production_id=self.production.id,
            language=self.language,
            heading=f"{self.production.title} ({self.language})",
            pages=pages + pages % 2,
            copies=copies,
            text="\n".join(self._lines),
        )
