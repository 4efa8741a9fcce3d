use stamped_universes::stamped_0::builders::a_order;
use stamped_universes::stamped_0::{
    AnyDoor, AnyOrderFlow, Door, DoorGuards, Order, OrderFlow, OrderFlowGuards, OrderStatus,
};

struct House {
    windy: bool,
}

impl OrderFlowGuards for House {
    fn funds_held(&self, order: &Order) -> bool {
        order.total <= 100
    }

    fn came_back(&self, order: &Order) -> bool {
        order.id == 7
    }
}

impl DoorGuards for House {
    fn is_windy(&self) -> bool {
        self.windy
    }
}

const HOUSE: House = House { windy: true };

#[test]
fn a_transition_sets_the_field() {
    let order = Order {
        status: OrderStatus::Returned,
        total: 99,
        ..a_order()
    };
    let paid = OrderFlow::begin(order).pay(&HOUSE).expect("funds are held");
    assert_eq!(paid.subject().status, OrderStatus::Paid);
    let shipped = paid.with(|order| order.total = 1).ship().into_subject();
    assert_eq!((shipped.status, shipped.total), (OrderStatus::Shipped, 1));
}

#[test]
fn a_change_does_not_leave_the_state() {
    let held = OrderFlow::begin(a_order()).hold();
    let held = held.with(|order| order.status = OrderStatus::Shipped);
    assert_eq!(held.subject().status, OrderStatus::OnHold);
}

#[test]
fn a_guard_gives_back_what_it_refuses() {
    let dear = Order {
        total: 101,
        ..a_order()
    };
    let refused = OrderFlow::begin(dear).pay(&HOUSE).expect_err("too dear");
    assert_eq!(refused.guard, "funds-held");
    assert_eq!(refused.flow.subject().status, OrderStatus::Pending);
    assert_eq!(refused.flow.subject().total, 101);
}

#[test]
fn what_is_read_is_matched() {
    let read = |status: OrderStatus| AnyOrderFlow::from(Order { status, ..a_order() });
    let AnyOrderFlow::OnHold(held) = read(OrderStatus::OnHold) else {
        panic!("it is on hold");
    };
    assert_eq!(held.resume().into_subject().status, OrderStatus::Pending);
    for status in [OrderStatus::Returned, OrderStatus::Unknown("lost".to_string())] {
        let AnyOrderFlow::Unknown(order) = read(status.clone()) else {
            panic!("it is in no state");
        };
        assert_eq!(order.status, status);
    }
    for status in [OrderStatus::Paid, OrderStatus::Unknown("lost".to_string())] {
        assert_eq!(read(status.clone()).into_subject().status, status);
    }
}

#[test]
fn a_machine_without_a_field_is_its_state() {
    let open = Door::begin().push();
    assert_eq!(open.name(), "open");
    let refused = open.slam(&House { windy: false }).expect_err("no wind");
    assert_eq!(refused.flow.slam(&HOUSE).map(Door::name), Ok("shut"));
    assert_eq!(AnyDoor::read("open"), Some(AnyDoor::Open(open)));
    assert_eq!(AnyDoor::read("ajar"), None);
}
