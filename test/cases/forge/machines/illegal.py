from typing import final

from shop.generated import Door, Order, OrderFlow, OrderFlowGuards, OrderFlowRefused, a_order


@final
class House(OrderFlowGuards):  # refused: error
    def funds_held(self, subject: Order) -> bool:
        return True


def use(guards: OrderFlowGuards) -> None:
    pending = OrderFlow.begin(a_order())
    pending.ship()  # refused: error
    pending.hold().pay(guards)  # refused: error
    pending.pay()  # refused: error
    read = OrderFlow.read(a_order())
    assert read is not None and not isinstance(read, OrderFlowRefused)
    read.ship()  # refused: error
    read.when("returned")  # refused: error
    Door.begin().push().push()  # refused: error
