//! What was traded weighs a mean price.

use rust_decimal::Decimal;
use supply::custom::prices::mean;
use supply::generated::market::PricePoint;
use supply::generated::market::builders::a_price_point;

#[test]
fn the_mean_follows_what_was_traded() {
    let point = |cents: i64, traded: f64| PricePoint {
        price: Decimal::new(cents, 2),
        traded,
        ..a_price_point()
    };
    assert_eq!(
        mean(&[point(4000, 1.0), point(8000, 3.0)]),
        Some(Decimal::from(70))
    );
    assert_eq!(mean(&[point(4000, 0.0)]), None);
}
