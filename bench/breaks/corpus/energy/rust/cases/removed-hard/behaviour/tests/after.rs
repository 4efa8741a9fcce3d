//! Nobody is told of contracts that ended.

use supply::custom::contracts::{ContractBook, Draft};
use supply::generated::{Channel, ContractStatus, SignContractIn};

#[test]
fn an_ended_contract_stays_ended() {
    let mut book = ContractBook::default();
    for meter_id in [7, 8] {
        let wish = SignContractIn {
            customer: "Ada".to_string(),
            meter_id,
            tariff: "HOME-26".to_string(),
            starts_on: "2026-01-01".parse().expect("a day"),
            iban: None,
            channel: Channel::Email,
        };
        book.sign(Draft::of(wish).expect("no bank"))
            .expect("a free meter");
    }
    book.end(1, "2026-02-01".parse().expect("a day"))
        .expect("it stands");
    assert_eq!(book.suspend(|_| true), [2]);
    assert!(book.suspend(|_| false).is_empty());
    assert_eq!(
        book.get(1).map(|contract| contract.status.clone()).ok(),
        Some(ContractStatus::Ended)
    );
    let old = ContractStatus::from("suspended".to_string());
    assert_eq!(old, ContractStatus::Unknown("suspended".to_string()));
}
