use std::collections::BTreeMap;

use playhouse::custom::takings::Ledger;
use playhouse::generated::PriceBand;
use playhouse::generated::programme::builders::a_performance;

#[test]
fn a_report_counts_by_bands() {
    let bands = BTreeMap::from([(PriceBand::Stalls, 3), (PriceBand::Loge, 4)]);
    let report = Ledger::default().report(&a_performance(), &bands);
    assert_eq!(report.by_band, bands);
}
