use chrono::DateTime;
use dispatch::custom::network::{Network, page};
use dispatch::generated::infra::Possession;
use dispatch::generated::infra::builders::a_possession;

#[test]
fn builders_are_named() {
    let one = Possession {
        contractor: "Spade Ltd".to_string(),
        starts: DateTime::UNIX_EPOCH,
        lasts: std::time::Duration::from_secs(60),
        ..a_possession()
    };
    assert!(page(&one).contains(" min, Spade Ltd ("));
    let mut network = Network::default();
    network.possess(one);
    assert!(
        network
            .contractors(DateTime::UNIX_EPOCH)
            .contains("Spade Ltd")
    );
}
