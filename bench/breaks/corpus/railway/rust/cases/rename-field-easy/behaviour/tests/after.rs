use dispatch::custom::network::Network;
use dispatch::generated::infra::Track;
use dispatch::generated::infra::builders::a_track;

#[test]
fn without_restrictions_the_line_decides() {
    let track = Track {
        line_kmh: 145,
        ..a_track()
    };
    assert_eq!(
        Network::default().speed(&track, chrono::NaiveDate::default()),
        145
    );
}
