//! Tariffs have wide numbers.

use supply::custom::tariffs::TariffBook;
use supply::generated::Tariff;
use supply::generated::builders::a_tariff;

#[test]
fn numbers_are_wide() {
    let mut book = TariffBook::default();
    let first: i64 = book.add(a_tariff()).id;
    let other = Tariff {
        code: "OTHER".to_string(),
        ..a_tariff()
    };
    assert_eq!(book.add(other).id, first + 1);
    assert_eq!(book.newest().len(), 2);
}
