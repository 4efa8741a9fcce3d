use std::collections::BTreeMap;

use playhouse::custom::takings::Ledger;
use playhouse::generated::PriceBand;
use playhouse::generated::programme::builders::a_performance;

#[test]
fn a_report_counts_sold_seats() {
    let bands = BTreeMap::from([(PriceBand::Stalls, 3), (PriceBand::Loge, 4)]);
    let report = Ledger::default().report(&a_performance(), &bands);
    let sold: u64 = report.sold;
    assert_eq!(sold, 7);
}
