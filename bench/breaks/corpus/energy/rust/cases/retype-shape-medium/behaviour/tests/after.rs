//! A customer with a name.

use supply::custom::contracts::{ContractBook, Draft, envelope};
use supply::generated::{Channel, SignContractIn};

#[test]
fn a_contract_has_a_customer() {
    let wish = SignContractIn {
        customer: "Grace".to_string(),
        meter_id: 7,
        tariff: "HOME-26".to_string(),
        starts_on: "2026-01-01".parse().expect("a day"),
        iban: None,
        channel: Channel::Post,
    };
    let mut book = ContractBook::default();
    let signed = book
        .sign(Draft::of(wish).expect("no bank"))
        .expect("a free meter");
    assert_eq!(signed.customer.name, "Grace");
    assert!(envelope(&signed).contains("Grace"));
}
