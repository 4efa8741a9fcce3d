//! A berth has no quay any more: its code says where it is.

use harbour::custom::berths::Quayside;
use serde_json::json;

#[test]
fn a_berth_is_its_code() {
    let quayside = Quayside::with().berth("A12", 900, 150.0).powered().built();
    let berth = quayside.get("A12").map(|berth| json!(berth));
    let expected = json!({
        "code": "A12", "depthCm": 900, "lengthM": 150.0, "bollards": 10, "shorePower": true
    });
    assert_eq!(berth, Some(expected));
}
