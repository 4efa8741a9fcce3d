//! A contract is found with its tariff's code on its envelope.

use supply::custom::contracts::envelope;
use supply::generated::Contract;
use supply::generated::builders::a_contract;

#[test]
fn an_envelope_names_the_tariff() {
    let contract = Contract {
        id: 12,
        customer: "Grace".to_string(),
        tariff_code: "WORK-26".to_string(),
        ..a_contract()
    };
    assert_eq!(envelope(&contract), "#12 Grace (WORK-26)");
}
