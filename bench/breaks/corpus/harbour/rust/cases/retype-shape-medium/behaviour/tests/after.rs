//! A berth's shore power is absent, low or high.

use harbour::custom::berths::{Quayside, sign};
use harbour::generated::ShorePower;

#[test]
fn only_what_has_a_plug_says_so() {
    let quayside = Quayside::with()
        .berth("A1", 900, 150.0)
        .powered()
        .berth("A2", 900, 220.0)
        .built();
    let power = |code| quayside.get(code).map(|berth| berth.shore_power.clone());
    assert_eq!(power("A2"), Some(ShorePower::Absent));
    assert_ne!(power("A1"), Some(ShorePower::Absent));
    assert_eq!(
        quayside.get("A1").map(sign).as_deref(),
        Some("A1 9.00 m ⚡")
    );
    assert_eq!(quayside.get("A2").map(sign).as_deref(), Some("A2 9.00 m"));
}
