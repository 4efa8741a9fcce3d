from __future__ import annotations

from dataclasses import dataclass
from typing import final

from .generated import (
    AttachIn,
    Ctx,
    DeskPython,
    DropOrderIn,
    FailIn,
    GetOrderIn,
    GetPaperIn,
    NewestOrderIn,
    Order,
    OrderClosed,
    OrderNotFound,
    PageIn,
    PlaceOrderIn,
    ReplaceOrderIn,
    Seen,
    SettleIn,
    ShowIn,
    TitleTaken,
    WeighIn,
)
from .generated_wire_files import File


@final
@dataclass
class App(DeskPython):
    async def show(self, input: ShowIn, ctx: Ctx) -> Seen:
        return Seen.model_validate(input.model_dump(exclude_none=True))

    async def get_order(self, input: GetOrderIn, ctx: Ctx) -> Order | OrderNotFound:
        return OrderNotFound(id=input.id) if input.id == 404 else Order(id=input.id, title="tea")

    async def newest_order(self, input: NewestOrderIn, ctx: Ctx) -> Order:
        return Order(id=1000, title="tea")

    async def place_order(self, input: PlaceOrderIn, ctx: Ctx) -> Order | TitleTaken | OrderClosed:
        if input.title == "taken":
            return TitleTaken(title=input.title)
        if input.title == "closed":
            return OrderClosed(id=1)
        return Order(id=1, title=input.title, plan=input.plan, contact=input.contact)

    async def replace_order(self, input: ReplaceOrderIn, ctx: Ctx) -> Order | OrderNotFound:
        return Order(id=input.id, title=input.title)

    async def drop_order(self, input: DropOrderIn, ctx: Ctx) -> OrderNotFound | OrderClosed | None:
        if input.id == 409:
            return OrderClosed(id=input.id)
        return OrderNotFound(id=input.id) if input.because == "missing" else None

    async def settle(self, input: SettleIn, ctx: Ctx) -> Order:
        return Order(id=input.id, title="settled")

    async def attach(self, input: AttachIn, ctx: Ctx) -> str:
        paper = input.paper
        size = len(paper.content)
        return f"{input.id} {input.note} {paper.name} {paper.media_type} {size}"

    async def get_paper(self, input: GetPaperIn, ctx: Ctx) -> File:
        return File(f"paper {input.id}".encode(), "text/plain", "paper.txt")

    async def fail(self, input: FailIn, ctx: Ctx) -> None:
        raise RuntimeError("it fails")

    async def page(self, input: PageIn, ctx: Ctx) -> str:
        return input.page

    async def weigh(self, input: WeighIn, ctx: Ctx) -> bool:
        return True
