use chrono::NaiveDate;
use playhouse::custom::pricing::{band_price, letter};
use playhouse::custom::vouchers::Vouchers;
use playhouse::generated::PriceBand;

#[test]
fn the_balcony_is_what_the_gallery_was() {
    assert_eq!(band_price(&PriceBand::Balcony), 1_900);
    assert_eq!(letter(&PriceBand::Balcony), 'G');
    assert!(band_price(&PriceBand::Proscenium) > 0);
    assert_ne!(letter(&PriceBand::Proscenium), '?');
}

#[test]
fn a_new_voucher_can_be_handed_on() {
    let voucher = Vouchers::default().issue(5_000, None, NaiveDate::default(), 30);
    assert!(voucher.transferable);
}
