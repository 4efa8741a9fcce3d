"""What is bought, and what it costs."""

from dataclasses import dataclass, field
from typing import final

from .generated import (
    BasketAddIn,
    BasketEngine,
    BasketLinesIn,
    BasketLowerIn,
    BasketTakeOutIn,
    BasketTotalIn,
    CostIn,
    Ctx,
    Everything,
    Line,
    MirrorEngine,
    MirrorNodIn,
    MirrorShowIn,
    NotThere,
    TillsPython,
    TooMuch,
)

MOST = 9


@final
@dataclass
class Basket(BasketEngine):
    """Lines in the order in which they came, and what part of the price was given back."""

    kept: list[Line] = field(default_factory=list[Line])
    lowered: int = 0

    def add(self, input: BasketAddIn) -> int | TooMuch:
        count = self.count_of(input.line.product) + input.line.count
        if count > MOST:
            return TooMuch(limit=MOST)
        self.kept.append(input.line)
        return count

    def take_out(self, input: BasketTakeOutIn) -> NotThere | None:
        if self.count_of(input.product) == 0:
            return NotThere(product=input.product)
        self.kept = [line for line in self.kept if line.product != input.product]
        return None

    def lower(self, input: BasketLowerIn) -> None:
        self.lowered = min(self.lowered + input.percent, 100)

    def total(self, input: BasketTotalIn) -> int:
        whole = sum(line.price * line.count for line in self.kept)
        return whole - whole * self.lowered // 100

    def lines(self, input: BasketLinesIn) -> list[Line]:
        return list(self.kept)

    def a_total_is_never_negative(self) -> bool:
        return self.total(BasketTotalIn()) >= 0

    def no_more_than_nine_of_anything(self) -> bool:
        return all(self.count_of(line.product) <= MOST for line in self.kept)

    def count_of(self, product: str) -> int:
        return sum(line.count for line in self.kept if line.product == product)


@final
@dataclass
class Mirror(MirrorEngine):
    """Whether all that it was shown came back as it went."""

    same: bool = True

    def show(self, input: MirrorShowIn) -> None:
        sent = input.whole.model_dump_json(by_alias=True, warnings="error")
        self.same = self.same and Everything.model_validate_json(sent) == input.whole

    def nod(self, input: MirrorNodIn) -> None:
        pass

    def what_goes_over_the_wire_comes_back(self) -> bool:
        return self.same


@final
@dataclass
class App(TillsPython):
    def basket(self) -> Basket:
        return Basket()

    def mirror(self) -> Mirror:
        return Mirror()

    async def cost(self, input: CostIn, ctx: Ctx) -> int:
        basket = self.basket()
        for line in input.lines:
            basket.add(BasketAddIn(line=line))
        return basket.total(BasketTotalIn())
