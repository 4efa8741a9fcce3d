"""What this service is made of."""

from dataclasses import dataclass
from typing import final

from .generated import Ctx, Order, OrderFlow, OrderFlowGuards, OrderFlowRefused, PayOrderIn, ShopPython


@final
class Guards(OrderFlowGuards):
    def funds_held(self, subject: Order) -> bool:
        return subject.total < 100


@final
@dataclass
class App(ShopPython):
    """The service."""

    async def pay_order(self, input: PayOrderIn, ctx: Ctx) -> Order:
        read = OrderFlow.read(input.order)
        if read is None:
            return input.order
        paid = read.attempt("pay", Guards())
        return input.order if isinstance(paid, OrderFlowRefused) else paid.subject
