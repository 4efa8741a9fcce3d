//! Bodies in JSON; package `literals-json`.

use literals_json::custom::{Line, answer, crossing};
use literals_json::generated::{CancelIn, Crossing, Ship};
use serde_json::json;

#[test]
fn a_crossing_is_written() {
    let written = json!({
        "id": 7,
        "shipId": 7,
        "seats": 40,
    });
    assert_eq!(serde_json::to_value(crossing(7)).unwrap(), written);
    let read: Crossing = serde_json::from_value(json!({"id": 8, "shipId": 8})).unwrap();
    assert_eq!((read.id, read.ship_id), (8, 8));
}

#[test]
fn an_rpc_is_asked() {
    let found = answer("/rpc/get-crossing", json!({ "id": 7 })).unwrap();
    assert_eq!(found["shipId"], 7);
    let ship = answer("/rpc/get-ship", json!({ "id": 7 })).unwrap();
    assert_eq!(ship, json!({ "id": 7, "decks": 2 }));
}

#[test]
fn bodies_as_text() {
    let input: CancelIn = serde_json::from_str(r#"{"id": 7, "reason": "7 knots"}"#).unwrap();
    assert_eq!(input.reason, "7 knots");
    let ship: Ship = serde_json::from_str(r#"{"id": 7, "decks": 7}"#).unwrap();
    assert_eq!(ship.id, 7);
}

#[test]
fn lines_have_numbers_of_their_own() {
    let line: Line = serde_json::from_value(json!({ "id": 7, "stops": 7 })).unwrap();
    assert_eq!(line.id, 7);
    assert_eq!(json!({ "id": 7 })["id"], 7);
    assert_eq!(json!([7, 8])[0], 7);
}
