"""Who comes next."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import final

from .generated import (
    AuditedIn,
    Banned,
    Closed,
    CountedIn,
    Ctx,
    Decision,
    EvenPlaceIn,
    FindPlaceIn,
    GoneIn,
    KnownIn,
    LeaveIn,
    MaskedIn,
    NotBannedIn,
    OpenHoursIn,
    PartiesLastIn,
    QueuePython,
    RouteIn,
    ShutIn,
    StoredIn,
    Ticket,
    TicketHandlers,
    ToldIn,
    VipFirstIn,
    WantedIn,
    WatchIn,
)
from .generated_queue_typescript import Called


def refused(who: str) -> Banned | None:
    """Somebody who is never served."""
    return Banned(who=who) if who.startswith("bad") else None


@final
@dataclass
class App(TicketHandlers, QueuePython):
    """A queue that tells what it was asked."""

    is_shut: bool = False
    all_told: list[str] = field(default_factory=list[str])

    def tell(self, *words: object) -> None:
        self.all_told.append(" ".join(str(word) for word in words))

    async def route(self, input: RouteIn, ctx: Ctx) -> Decision | Closed | Banned:
        name = input.caller.name
        self.tell("route", name)
        if name == "full":
            return Closed(why="full")
        return Decision(who=name, place=1, by="handler")

    async def leave(self, input: LeaveIn, ctx: Ctx) -> Banned | None:
        self.tell("leave", input.who)

    async def watch(self, input: WatchIn, ctx: Ctx) -> AsyncIterator[int | Banned]:
        self.tell("watch", input.who)
        for place in range(input.count, 0, -1):
            yield place

    async def shut(self, input: ShutIn, ctx: Ctx) -> None:
        self.is_shut = input.closed

    async def told(self, input: ToldIn, ctx: Ctx) -> list[str]:
        told, self.all_told = self.all_told, []
        return told

    async def find_place(self, input: FindPlaceIn, ctx: Ctx) -> int | Banned | Closed:
        self.tell("find-place", input.who)
        return Closed(why="full") if input.who == "full" else len(input.who)

    async def hear(self, event: Called, ctx: Ctx) -> None:
        self.tell("hear", event.who)

    async def open_hours(self, input: OpenHoursIn, ctx: Ctx) -> Closed | None:
        self.tell("open-hours")
        return Closed(why="it is night") if self.is_shut else None

    async def not_banned(self, input: NotBannedIn, ctx: Ctx) -> Banned | None:
        caller = input.caller
        self.tell("not-banned", caller.name, caller.mood, "+".join(caller.tags))
        return refused(caller.name)

    async def vip_first(self, input: VipFirstIn, ctx: Ctx) -> Decision | None:
        name = input.caller.name
        self.tell("vip-first", name)
        return Decision(who=name, place=0, by="vip-first") if input.caller.vip else None

    async def known(self, input: KnownIn, ctx: Ctx) -> Banned | None:
        self.tell("known", input.who)
        return refused(input.who)

    async def parties_last(self, input: PartiesLastIn, ctx: Ctx) -> Decision | Banned | None:
        self.tell("parties-last", input.party, input.decision.place)
        if input.party > 100:
            return Banned(who="crowds")
        if input.party > 4:
            return Decision(who=input.decision.who, place=99, by="parties-last")
        return None

    async def audited(self, input: AuditedIn, ctx: Ctx) -> Closed | None:
        self.tell("audited", input.caller.name, input.note or "-", input.decision.place)
        return Closed(why="the book is full") if input.note == "no" else None

    async def gone(self, input: GoneIn, ctx: Ctx) -> None:
        self.tell("gone", input.who)

    async def even_place(self, input: EvenPlaceIn, ctx: Ctx) -> int | None:
        self.tell("even-place", input.place)
        return None if input.place % 2 == 0 else input.place + 1

    async def stored(self, input: StoredIn, ctx: Ctx) -> Ticket | None:
        self.tell("stored", input.id)
        return Ticket(id=input.id, title="as it was") if input.title == "again" else None

    async def masked(self, input: MaskedIn, ctx: Ctx) -> Ticket | None:
        self.tell("masked", input.ticket.id)
        if input.ticket.title == "secret":
            return Ticket(id=input.ticket.id, title="***")
        return None

    async def wanted(self, input: WantedIn, ctx: Ctx) -> bool:
        at = "-" if input.at is None else f"{input.at:%Y-%m-%dT%H:%M:%S}.000Z"
        self.tell("wanted", input.who, at)
        if input.who == "trouble":
            raise RuntimeError("nobody knows")
        return input.who != "nobody"

    async def counted(self, input: CountedIn, ctx: Ctx) -> None:
        self.tell("counted", input.place)
