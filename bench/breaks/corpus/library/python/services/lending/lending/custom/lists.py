"""Reading lists: lines that readers write, and back again."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from ..generated import BadList, ListEntry, ReadingList

LINE = re.compile(r"(?P<title>\d+)(?:\s+(?P<stars>\*{1,5}))?(?P<rest>.*)")
TAG = re.compile(r"#([a-z][a-z-]*)")
ENTRIES_MAX = 100
HEADING_LENGTH = range(1, 81)


def slug_of(owner: int, heading: str) -> str:
    words = re.findall(r"[a-z0-9]+", heading.lower())
    return "-".join([str(owner), *words])


@dataclass
class ListBuilder:
    """Takes a list line after line."""

    owner: int
    heading: str
    entries: dict[int, ListEntry] = field(default_factory=dict[int, ListEntry])
    tags: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    def add(self, line: str) -> Self:
        found = LINE.fullmatch(line.strip())
        if found is None:
            raise ValueError("a line starts with the number of a title")
        title = int(found["title"])
        if title in self.entries:
            raise ValueError(f"title {title} stands there twice")
        stars, rest = found["stars"], found["rest"]
        remark = TAG.sub("", rest).strip()
        self.entries[title] = ListEntry(
            title=title, stars=len(stars) if stars else None, remark=remark or None
        )
        for tag in TAG.findall(rest):
            self.tags.setdefault(tag, []).append(title)
        return self

    def build(self) -> ReadingList:
        return ReadingList(
            slug=slug_of(self.owner, self.heading),
            owner=self.owner,
            heading=self.heading,
            entries=list(self.entries.values()),
            tags=self.tags,
        )


def read_list(owner: int, heading: str, lines: Sequence[str]) -> ReadingList | BadList:
    """Reads a list, or says which of its lines is no good; the heading is line 0."""
    if len(heading) not in HEADING_LENGTH:
        return BadList(line=0, reason="a heading has 1 to 80 letters")
    if len(lines) > ENTRIES_MAX:
        return BadList(line=ENTRIES_MAX + 1, reason=f"{ENTRIES_MAX} titles are enough")
    builder = ListBuilder(owner, heading)
    for number, line in enumerate(lines, start=1):
        try:
            builder.add(line)
        except ValueError as error:
            return BadList(line=number, reason=str(error))
    return builder.build()


def write_entry(entry: ListEntry, tags: Iterable[str] = ()) -> str:
    stars = "*" * (entry.stars or 0)
    words = [str(entry.title), stars, entry.remark or "", *(f"#{tag}" for tag in tags)]
    return " ".join(word for word in words if word)


def write_list(reading: ReadingList) -> list[str]:
    """The lines that a list is read from."""
    tags_of = {
        entry.title: [tag for tag, titles in reading.tags.items() if entry.title in titles]
        for entry in reading.entries
    }
    return [write_entry(entry, tags_of[entry.title]) for entry in reading.entries]


def mean_stars(lists: Iterable[ReadingList]) -> dict[int, float]:
    """What readers think of titles, where any of them said so."""
    given: dict[int, list[int]] = {}
    for entry in (entry for each in lists for entry in each.entries):
        if entry.stars is not None:
            given.setdefault(entry.title, []).append(entry.stars)
    return {title: sum(stars) / len(stars) for title, stars in given.items()}


def retitled(reading: ReadingList, change: Callable[[int], int | None]) -> ReadingList:
    """A list with other titles in the place of its own; those that become nothing are left out."""
    pairs = [(entry, change(entry.title)) for entry in reading.entries]
    entries = {
        title: entry.model_copy(update={"title": title})
        for entry, title in pairs
        if title is not None
    }
    tags = {
        tag: [new for old in titles if (new := change(old)) is not None]
        for tag, titles in reading.tags.items()
    }
    return reading.model_copy(update={"entries": list(entries.values()), "tags": tags})
