use chrono::NaiveDate;
use dispatch::custom::network::Network;
use dispatch::generated::infra::builders::a_restriction;
use dispatch::generated::infra::{Reason, Restriction};

#[test]
fn drivers_are_warned_of_heat() {
    let mut network = Network::default();
    let since = NaiveDate::default();
    network.restrict(Restriction {
        kmh: 60,
        since,
        reason: Reason::Heat,
        ..a_restriction()
    });
    let told = network.warnings(since);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains(" 60 km/h, "));
}
