use widened_behind::custom::total;
use widened_behind::generated::Order;

#[test]
fn adds_up() {
    let quantity = 3;
    let orders = [Order { id: 7, quantity }];
    assert_eq!(total(&orders), i64::from(quantity));
}
