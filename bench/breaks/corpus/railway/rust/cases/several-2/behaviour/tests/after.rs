use dispatch::custom::delays::refund_share;
use dispatch::generated::Cause;
use rust_decimal::Decimal;

#[test]
fn shares_are_exact() {
    let sum: Decimal = [60, 120, 180]
        .iter()
        .map(|minutes| refund_share(*minutes, &Cause::Crew))
        .sum();
    assert_eq!(sum, Decimal::new(25, 1));
    assert_eq!(refund_share(60, &Cause::Works), Decimal::new(25, 2));
    assert!(refund_share(59, &Cause::Works).is_zero());
}
