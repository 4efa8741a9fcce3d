from typing import Literal, final

from shop.generated import (
    Door,
    DoorGuards,
    DoorRefused,
    Order,
    OrderFlow,
    OrderFlowGuards,
    OrderFlowIllegal,
    OrderFlowRefused,
    OrderStatus,
    a_order,
)


@final
class House(OrderFlowGuards, DoorGuards):
    def funds_held(self, subject: Order) -> bool:
        return subject.total <= 100

    def came_back(self, subject: Order) -> bool:
        return subject.id == 7

    def is_windy(self) -> bool:
        return False


house = House()

# A transition sets the field, and leaves what it was given as it is.
order = a_order(status=OrderStatus.RETURNED, total=99)
paid = OrderFlow.begin(order).pay(house)
assert not isinstance(paid, OrderFlowRefused)
state: OrderFlow[Literal["paid"]] = paid
shipped = paid.ship()
assert (order.status, paid.state, shipped.subject.status) == (
    OrderStatus.RETURNED,
    "paid",
    OrderStatus.SHIPPED,
)
assert shipped.subject.total == 99

# A guard that says no is a value that names it.
refused = OrderFlow.begin(a_order(total=101)).pay(house)
assert refused == OrderFlowRefused("pay", "pending", "funds-held")

# A step that leads to different states gives the one that it leads to.
again: OrderFlow[Literal["pending"]] = OrderFlow.begin(order).hold().resume(house)
assert again.state == "pending"

# What comes from outside is asked where it is, or tried by name.
read = OrderFlow.read(a_order(status=OrderStatus.PAID))
assert read is not None
flow = read.when("pending", "paid")
assert flow is not None and flow.hold().state == "on-hold"
assert read.when("shipped") is None
assert OrderFlow.read(a_order(status=OrderStatus.RETURNED)) is None
assert OrderFlow.read(a_order(status=OrderStatus("lost"))) is None
assert read.attempt("pay", house) == OrderFlowRefused("pay", "paid")
done = read.attempt("ship", house)
assert isinstance(done, OrderFlow) and done.state == "shipped"
assert done.attempt("resume", house) == OrderFlowRefused("resume", "shipped", "came-back")

# What goes behind the types is refused when it runs.
paid.subject.status = OrderStatus.SHIPPED
try:
    paid.ship()
except OrderFlowIllegal as error:
    assert str(error) == "ship does not begin in shipped"
else:
    raise AssertionError("it was shipped twice")

# Without a field a machine is its states alone.
opened = Door.begin().push()
assert opened.state == "open"
assert opened.slam(house) == DoorRefused("slam", "open", "is-windy")
assert Door.read("ajar") is None
