use playhouse::generated::*;

#[test]
fn a_refused_charge_keeps_its_reason() {
    let reason = "no".to_string();
    match PayOrderError::from(ChargeRefused { reason }) {
        PayOrderError::ChargeRefused(refused) => assert_eq!(refused.reason, "no"),
        other => panic!("{other:?}"),
    }
}
