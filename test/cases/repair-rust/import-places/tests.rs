// Only with tests.
#[cfg(test)]
use std::collections::BTreeMap;

use import_places::generated::Pot;

fn pot(grams: i32) -> Pot {
    Pot { id: 1, grams }
}

#[test]
fn weighs() {
    let by: BTreeMap<i32, Pot> = [(1, pot(0))].into();
    assert_eq!(by.len(), 1);
}
