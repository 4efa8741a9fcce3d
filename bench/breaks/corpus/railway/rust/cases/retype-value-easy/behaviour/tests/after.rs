use dispatch::custom::network::shortest;
use dispatch::generated::infra::Track;
use dispatch::generated::infra::builders::a_track;

#[test]
fn the_shortest_may_be_longer_than_it_could() {
    let long = |length_m: i64| Track {
        length_m,
        ..a_track()
    };
    let found = shortest(&[long(6_000_000_000), long(5_000_000_000)]);
    assert_eq!(
        found.map(|found| found.to_string()),
        Some("5000000000".to_string())
    );
    assert!(shortest(&[]).is_none());
}
