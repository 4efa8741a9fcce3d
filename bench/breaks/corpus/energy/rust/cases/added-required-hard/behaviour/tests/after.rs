//! A contract is signed by somebody with a phone.

use supply::custom::contracts::{ContractBook, Draft, envelope};
use supply::generated::{Channel, Contract, SignContractIn};

#[test]
fn a_contract_of_somebody_with_a_phone() {
    let wish = SignContractIn {
        customer: "Grace".to_string(),
        phone: "030 99".to_string(),
        meter_id: 7,
        tariff: "HOME-26".to_string(),
        starts_on: "2026-01-01".parse().expect("a day"),
        iban: None,
        channel: Channel::Post,
    };
    let mut book = ContractBook::default();
    let signed: Contract = book
        .sign(Draft::of(wish).expect("no bank"))
        .expect("a free meter");
    assert_eq!(envelope(&signed), "#1 Grace (HOME-26)");
    assert_eq!(signed.channel, Channel::Post);
    let _: &String = &signed.phone;
}
