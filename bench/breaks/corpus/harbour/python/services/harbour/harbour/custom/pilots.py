"""Who brings vessels in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from ..generated import Pilot, PortCall
from .keyed import Span, Table


@dataclass(frozen=True)
class Job:
    """What a pilot is asked to do."""

    call: int
    draft: float
    span: Span
    language: str = "en"


Check = tuple[str, Callable[[Pilot, Job], bool]]

CHECKS: list[Check] = [
    ("off duty", lambda pilot, _: pilot.on_call),
    ("not licensed for the draft", lambda pilot, job: job.draft <= pilot.max_draft),
    ("does not speak the language", lambda pilot, job: job.language in pilot.languages),
]


def badge(pilot: Pilot) -> str:
    """The number on a pilot's jacket, and the name."""
    return f"P{pilot.id:03d} {pilot.name.upper()}"


def read_pilot(line: str) -> Pilot:
    """Reads `id=1 name=Hansen licence=A max_draft=15 rest=8 languages=en+da`, rest in hours."""
    words = dict(part.split("=", 1) for part in line.split())
    return Pilot(
        id=int(words.pop("id")),
        max_draft=float(words.pop("max_draft")),
        rest=timedelta(hours=float(words.pop("rest"))),
        languages=words.pop("languages").split("+"),
        on_call=words.pop("on_call", "yes") == "yes",
        **words,
    )


class Roster:
    """Pilots, and the jobs they have."""

    def __init__(self, pilots: Iterable[Pilot]) -> None:
        self._pilots: Table[int, Pilot] = Table(lambda pilot: pilot.id, pilots)
        self._jobs: dict[int, list[Job]] = {}

    def refusal(self, pilot_id: int, job: Job) -> str | None:
        """Why a pilot cannot take a job; nothing where that is possible."""
        pilot = self._pilots.get(pilot_id)
        if pilot is None:
            return "nobody of that number"
        for reason, fits in CHECKS:
            if not fits(pilot, job):
                return reason
        rested = job.span.widened(pilot.rest)
        if any(rested.overlaps(other.span) for other in self._jobs.get(pilot_id, [])):
            return "has to rest"
        return None

    def assign(self, pilot_id: int, job: Job) -> None:
        self._jobs.setdefault(pilot_id, []).append(job)

    def suggest(self, job: Job) -> Pilot | None:
        """The pilot with the fewest jobs who can take it; of equals the one with the lower number."""
        able = self._pilots.where(lambda pilot: self.refusal(pilot.id, job) is None)
        return min(
            able, key=lambda pilot: (len(self._jobs.get(pilot.id, [])), pilot.id), default=None
        )

    def release(self, call: PortCall) -> None:
        for jobs in self._jobs.values():
            jobs[:] = [job for job in jobs if job.call != call.id]

    def duty_list(self) -> list[str]:
        """One line for each pilot with jobs, by number."""
        return [
            f"{badge(pilot)}: {', '.join(str(job.call) for job in self._jobs[pilot.id])}"
            for pilot in self._pilots
            if self._jobs.get(pilot.id)
        ]
