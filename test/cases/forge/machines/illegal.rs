use stamped_universes::stamped_0::builders::a_order;
use stamped_universes::stamped_0::{Door, Order, OrderFlow, OrderFlowGuards};

struct House {}

impl OrderFlowGuards for House { // refused: E0046
    fn funds_held(&self, _: &Order) -> bool {
        true
    }
}

fn main() {
    let pending = OrderFlow::begin(a_order());
    pending.ship(); // refused: E0599
    let held = OrderFlow::begin(a_order()).hold();
    held.pay(&House {}); // refused: E0599
    let spent = OrderFlow::begin(a_order());
    spent.clone().hold().resume().resume(); // refused: E0599
    spent.state; // refused: E0616
    Door::begin().push().push(); // refused: E0599
}
