use import_namesakes::custom::own::*;
use import_namesakes::generated::Pot;

fn grams(pot: &Pot) -> rust_decimal::Decimal {
    pot.grams
}

#[test]
fn weighs() {
    let pot = Pot {
        id: 1,
        grams: rust_decimal::Decimal::ZERO,
    };
    let zero: Decimal = shown(&pot);
    assert!(first(&[pot.clone()]) == grams(&pot));
    assert_eq!(zero, shown(&pot));
}
