use playhouse::custom::pricing::{Quote, is_on_sale};
use playhouse::generated::builders::a_seat;
use playhouse::generated::programme::builders::a_performance;
use playhouse::generated::programme::{Performance, ShowState};
use rust_decimal::Decimal;

fn evening(demand: Decimal) -> Performance {
    Performance {
        demand,
        state: ShowState::OnSale,
        ..a_performance()
    }
}

#[test]
fn demand_moves_a_price_to_the_cent() {
    let seat = a_seat();
    let cents = |demand| Quote::of(&seat).on(&evening(demand)).cents();
    assert_eq!(Quote::of(&seat).cents(), 6_400);
    assert_eq!(cents(Decimal::new(15, 1)), 9_600);
    assert_eq!(cents(Decimal::new(11_112, 4)), 7_112);
    assert!(is_on_sale(&evening(Decimal::ONE)));
    assert!(!is_on_sale(&evening(Decimal::ZERO)));
}
