//! Invoices are filed and added up.

use supply::custom::billing::{Ledger, StatementBuilder};
use supply::generated::Invoice;
use supply::generated::builders::{a_contract, a_period};

#[test]
fn an_invoice_is_filed() {
    let bill = StatementBuilder::new(&a_contract(), a_period()).kwh(25);
    let invoice: Invoice = bill.finish(2, "2026-02-02T08:00:00Z".parse().expect("a moment"));
    assert!(invoice.number.ends_with("-2"));
    let mut ledger = Ledger::default();
    ledger.file(invoice.clone());
    assert_eq!(ledger.of(invoice.contract_id), [invoice]);
}
