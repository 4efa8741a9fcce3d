//! Contracts with texts for numbers.

use supply::custom::contracts::{ContractBook, Draft, envelope};
use supply::generated::builders::a_contract;
use supply::generated::{Channel, Contract, ListContractsIn, SignContractIn};

#[test]
fn pages_go_through_all_contracts() {
    let mut book = ContractBook::default();
    for meter_id in 1..=12 {
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
    let mut meters = Vec::new();
    let mut after = None;
    loop {
        let page = book.page(&ListContractsIn {
            status: None,
            limit: 5,
            after,
        });
        meters.extend(page.contracts.iter().map(|contract| contract.meter_id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    meters.sort();
    assert_eq!(meters, (1..=12).collect::<Vec<i32>>());
}

#[test]
fn an_envelope_shows_the_text() {
    let contract = Contract {
        id: "N-7".to_string(),
        customer: "Ada".to_string(),
        tariff: "HOME".to_string(),
        ..a_contract()
    };
    assert_eq!(envelope(&contract), "#N-7 Ada (HOME)");
}
