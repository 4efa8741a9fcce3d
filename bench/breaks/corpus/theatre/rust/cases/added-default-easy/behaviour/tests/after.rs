use chrono::NaiveDate;
use playhouse::custom::vouchers::Vouchers;

#[test]
fn a_new_voucher_can_be_handed_on() {
    let mut vouchers = Vouchers::default();
    let voucher = vouchers.issue(5_000, Some("Vera".to_string()), NaiveDate::default(), 30);
    assert!(voucher.transferable);
    assert_eq!(voucher.giver.as_deref(), Some("Vera"));
}
