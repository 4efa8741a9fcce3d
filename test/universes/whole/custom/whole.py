"""Holds one of each."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import final

from . import generated_whole_typescript as other
from .generated import (
    AwakeIn,
    BasketAddIn,
    BasketClearIn,
    BasketEngine,
    BasketMostOfIn,
    Config,
    CountUpIn,
    Ctx,
    DeleteThingIn,
    DoubledIn,
    EchoIn,
    Everything,
    Failed,
    FailIn,
    ForgetIn,
    GetThingIn,
    HeardIn,
    InStockIn,
    LookIn,
    MendIn,
    NotedIn,
    NoThing,
    NotThirteenIn,
    NumbersIn,
    OrderIn,
    Publisher,
    RelayIn,
    RenameFileIn,
    RoundedIn,
    Sale,
    SaleGuards,
    SaleRefused,
    SetNameIn,
    SettingsIn,
    ShopIn,
    SlugifyIn,
    SoldOut,
    TellIn,
    Thing,
    ThingHandlers,
    ThingNotFound,
    ThingPatch,
    ThingTaken,
    TidyIn,
    Told,
    TooMuch,
    UpdateThingIn,
    WalkIn,
    WholePython,
)
from .generated_pages import Page
from .generated_times import Tick
from .generated_wire_files import File

MOST = 9

_ran: list[str] = []


def tell(*words: object) -> None:
    """Writes down what was asked of people's code: the kind of thing, its name, and with what."""
    _ran.append(" ".join(str(word) for word in words))


@final
@dataclass
class Basket(BasketEngine):
    count: int = 0

    def add(self, input: BasketAddIn) -> int | TooMuch:
        tell("command", "basket/add", input.count)
        if self.count + input.count > MOST:
            return TooMuch(most=MOST)
        self.count += input.count
        return self.count

    def clear(self, input: BasketClearIn) -> None:
        tell("command", "basket/clear")
        self.count = 0

    def most_of(self, input: BasketMostOfIn) -> int | TooMuch:
        tell("query", "basket/most-of", input.limit)
        return TooMuch(most=MOST) if input.limit > MOST else min(self.count, input.limit)

    def no_more_than_nine_are_in_it(self) -> bool:
        return self.count <= MOST


@final
class Known(SaleGuards):
    """Who is known may buy."""

    def is_known(self, subject: Thing) -> bool:
        tell("guard", "sale/is-known")
        return subject.paid_by is not None


@final
@dataclass
class App(ThingHandlers, WholePython):
    """The service."""

    ordered: dict[str, int] = field(default_factory=dict[str, int])

    @cached_property
    def publisher(self) -> Publisher:
        """What publishes events; it begins to send when it is made."""
        return Publisher.from_env()

    async def echo(self, input: EchoIn, ctx: Ctx) -> Everything:
        return input.value

    async def order(self, input: OrderIn, ctx: Ctx) -> int | SoldOut:
        total = self.ordered.get(input.item, 0) + input.count
        self.ordered[input.item] = total
        return total

    async def relay(self, input: RelayIn, ctx: Ctx) -> list[str]:
        async with other.WholeTypescriptClient.from_env() as client:
            total = await client.order(other.OrderIn(item=input.item, count=3), ctx)
            if isinstance(total, other.SoldOut):
                said = [f"sold out of {total.item}"]
            else:
                said = [f"ordered {total}"]
            async for number in client.count_up(other.CountUpIn(upto=3), ctx):
                said.append(str(number))
        return said

    async def look(self, input: LookIn, ctx: Ctx) -> str | NoThing:
        found = await self.get_thing(GetThingIn(id=input.id), ctx)
        if isinstance(found, ThingNotFound):
            return NoThing(id=input.id)
        return f"{found.name} is {found.stage}"

    async def set_name(self, input: SetNameIn, ctx: Ctx) -> str | NoThing:
        change = ThingPatch(name=input.name)
        changed = await self.update_thing(UpdateThingIn(id=input.id, change=change), ctx)
        if isinstance(changed, ThingNotFound):
            return NoThing(id=input.id)
        return "somebody else's" if isinstance(changed, ThingTaken) else changed.name

    async def mend(self, input: MendIn, ctx: Ctx) -> ThingPatch:
        return input.change

    async def forget(self, input: ForgetIn, ctx: Ctx) -> NoThing | None:
        gone = await self.delete_thing(DeleteThingIn(id=input.id), ctx)
        return None if gone is None else NoThing(id=input.id)

    async def numbers(self, input: NumbersIn, ctx: Ctx) -> Page[int]:
        return Page(items=[1, 2], next="2") if input.cursor is None else Page(items=[3])

    async def count_up(self, input: CountUpIn, ctx: Ctx) -> AsyncIterator[int | TooMuch]:
        for number in range(1, min(input.upto, MOST) + 1):
            yield number
        if input.upto > MOST:
            yield TooMuch(most=MOST)

    async def rename_file(self, input: RenameFileIn, ctx: Ctx) -> File:
        return File(input.content.content, input.content.media_type, input.name)

    async def settings(self, input: SettingsIn, ctx: Ctx) -> dict[str, str]:
        config = Config.from_env()
        return {"greeting": config.greeting, "most": str(config.most), "pepper": config.pepper}

    async def tidy(self, input: TidyIn, ctx: Ctx) -> str:
        return self.slugify(SlugifyIn(text=input.text, separator="_"))

    async def shop(self, input: ShopIn, ctx: Ctx) -> int | TooMuch:
        basket = self.basket()
        basket.add(BasketAddIn(count=1))
        basket.clear(BasketClearIn())
        for count in input.counts:
            added = basket.add(BasketAddIn(count=count))
            if isinstance(added, TooMuch):
                return added
        return basket.most_of(BasketMostOfIn(limit=MOST))

    async def walk(self, input: WalkIn, ctx: Ctx) -> list[str]:
        pending = Sale.begin(Thing(id="lamp", name="lamp", paid_by=input.by))
        paid = pending.pay(Known())
        if isinstance(paid, SaleRefused):
            return [pending.state, f"refused by {paid.guard}"]
        tell("transition", "sale/pay")
        refunded = paid.refund()
        tell("transition", "sale/refund")
        return [pending.state, paid.state, refunded.state]

    async def fail(self, input: FailIn, ctx: Ctx) -> None:
        await self.publisher.failed(Failed(text=input.text), ctx)

    async def heard(self, input: HeardIn, ctx: Ctx) -> list[str]:
        said = _ran.copy()
        _ran.clear()
        return said

    async def tell(self, input: TellIn, ctx: Ctx) -> int | TooMuch:
        tell("tool", "tell", input.number)
        told = Told(number=input.number, label=input.label, size=1)
        await self.publisher.told(told, ctx)
        return input.number

    async def hear(self, event: other.Told, ctx: Ctx) -> None:
        tell("on", "hear", event.number, event.label, event.size)

    async def refuse(self, event: other.Failed, ctx: Ctx) -> None:
        tell("on", "refuse", event.text)
        raise ValueError("not today")

    async def beat(self, tick: Tick, ctx: Ctx) -> None:
        tell("every", "beat")

    async def leap(self, tick: Tick, ctx: Ctx) -> None:
        tell("every", "leap", tick.at.date())

    async def begin_month(self, tick: Tick, ctx: Ctx) -> None:
        tell("every", "begin-month", tick.at.date())

    async def rest(self, tick: Tick, ctx: Ctx) -> None:
        tell("every", "rest", tick.at.date())

    async def in_stock(self, input: InStockIn, ctx: Ctx) -> SoldOut | None:
        tell("rule", "in-stock", input.item)
        return SoldOut(item=input.item, left=0) if input.item == "nothing" else None

    async def doubled(self, input: DoubledIn, ctx: Ctx) -> int | None:
        tell("rule", "doubled", input.said)
        return input.said * 2 if input.said >= 50 else None

    async def not_thirteen(self, input: NotThirteenIn, ctx: Ctx) -> TooMuch | None:
        tell("rule", "not-thirteen", input.number)
        return TooMuch(most=MOST) if input.number == 13 else None

    async def rounded(self, input: RoundedIn, ctx: Ctx) -> int | None:
        tell("rule", "rounded", input.said)
        return input.said + 1 if input.said % 10 == 9 else None

    async def awake(self, input: AwakeIn, ctx: Ctx) -> bool:
        tell("rule", "awake", input.number)
        return input.number > 0

    async def noted(self, input: NotedIn, ctx: Ctx) -> None:
        tell("rule", "noted", input.number)

    @staticmethod
    def slugify(input: SlugifyIn) -> str:
        tell("util", "slugify")
        words = re.split("[^a-z0-9]", input.text.lower())
        return input.separator.join(word for word in words if word != "")

    def basket(self) -> Basket:
        return Basket()
