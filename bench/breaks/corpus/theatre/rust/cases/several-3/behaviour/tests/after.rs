use chrono::{DateTime, TimeDelta};
use playhouse::custom::pricing::Quote;
use playhouse::custom::takings;
use playhouse::generated::builders::a_seat;
use playhouse::generated::programme::Performance;
use playhouse::generated::programme::builders::a_performance;
use rust_decimal::Decimal;

#[test]
fn an_evening_has_a_price_and_a_time() {
    let evening = Performance {
        id: 4,
        hall: "Main".to_string(),
        curtain_at: DateTime::UNIX_EPOCH + TimeDelta::hours(20),
        demand: Decimal::new(11_112, 4),
        ..a_performance()
    };
    assert_eq!(Quote::of(&a_seat()).on(&evening).cents(), 7_112);
    assert_eq!(takings::heading(&evening), "Main · 01.01.1970 20:00 · #4");
}
