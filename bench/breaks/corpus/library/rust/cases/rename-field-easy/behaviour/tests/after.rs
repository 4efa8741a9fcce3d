use lending::custom::fines::{Euros, Fines, bill_line};
use lending::generated::FineKind;

#[test]
fn a_remark_says_how_it_was_paid() {
    let mut fines = Fines::default();
    let raised = fines.raise(
        7,
        FineKind::Loss,
        Euros::cents(2500),
        "2026-03-01".parse().unwrap_or_default(),
    );
    assert_eq!(raised.map(|fine| fine.remark), Some(None));
    let settled = fines.settle(1, "r-1");
    assert_eq!(
        settled.as_ref().and_then(|fine| fine.remark.as_deref()),
        Some("receipt r-1")
    );
    assert_eq!(
        settled.as_ref().map(bill_line).as_deref(),
        Some("2026-03-01 was lost: 25.00 € (receipt r-1)")
    );
}
