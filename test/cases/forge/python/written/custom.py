"""Hand-written code of the case: keeps things, tells about them, and lets some go."""

from dataclasses import dataclass, field
from typing import final
from uuid import UUID

from .generated import (
    BoomIn,
    Ctx,
    Depot,
    FindMoodIn,
    ForgetIn,
    KeepIn,
    Mood,
    Publisher,
    Thing,
    ThingKept,
    TooBig,
)
from .generated_ledger import (
    AccountClosed,
    CloseAccountIn,
    FindAccountIn,
    LedgerClient,
    ListAccountsIn,
    NoAccount,
)

SIZE_MAX = 100


@final
@dataclass
class App(Depot):
    ledger: LedgerClient
    publisher: Publisher
    kept: dict[UUID, Thing] = field(default_factory=dict[UUID, Thing])

    async def keep(self, input: KeepIn, ctx: Ctx) -> Thing | TooBig | NoAccount:
        thing = input.thing
        if thing.size > SIZE_MAX:
            return TooBig(size=thing.size, limit=SIZE_MAX)
        if thing.account is not None:
            found = await self.ledger.find_account(FindAccountIn(id=thing.account.id), ctx)
            if isinstance(found, NoAccount):
                return found
            thing.account = found
        self.kept[thing.id] = thing
        await self.publisher.thing_kept(ThingKept(thing_id=thing.id, mood=thing.mood), ctx)
        return thing

    async def forget(self, input: ForgetIn, ctx: Ctx) -> None:
        self.kept.pop(input.id, None)

    async def find_mood(self, input: FindMoodIn, ctx: Ctx) -> Mood | None:
        named = (thing.mood for thing in self.kept.values() if thing.full_name == input.name)
        return next(named, None)

    async def boom(self, input: BoomIn, ctx: Ctx) -> None:
        closed = await self.ledger.close_account(CloseAccountIn(id=1), ctx)
        listed = await self.ledger.list_accounts(ListAccountsIn(), ctx)
        raise RuntimeError(f"{closed} {listed}")

    async def let_go(self, event: AccountClosed, ctx: Ctx) -> None:
        for thing in list(self.kept.values()):
            if thing.account is not None and thing.account.id == event.account.id:
                del self.kept[thing.id]
