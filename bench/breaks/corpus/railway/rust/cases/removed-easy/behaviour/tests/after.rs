use dispatch::generated::sales::RefundTicketIn;

#[test]
fn a_number_and_a_share_are_enough() {
    let wish = RefundTicketIn {
        number: "T-1".to_string(),
        share: 0.5,
    };
    let sent = serde_json::json!(wish);
    assert_eq!(sent, serde_json::json!({ "number": "T-1", "share": 0.5 }));
}
