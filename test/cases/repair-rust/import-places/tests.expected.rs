// Only with tests.
use rust_decimal::Decimal;
#[cfg(test)]
use std::collections::BTreeMap;

use import_places::generated::Pot;

fn pot(grams: Decimal) -> Pot {
    Pot { id: 1, grams }
}

#[test]
fn weighs() {
    let by: BTreeMap<i32, Pot> = [(1, pot(Decimal::ZERO))].into();
    assert_eq!(by.len(), 1);
}
