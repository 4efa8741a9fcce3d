use import_namesakes::custom::own::*;
use import_namesakes::generated::Pot;

fn grams(pot: &Pot) -> i32 {
    pot.grams
}

#[test]
fn weighs() {
    let pot = Pot { id: 1, grams: 0 };
    let zero: Decimal = shown(&pot);
    assert!(first(&[pot.clone()]) == grams(&pot));
    assert_eq!(zero, shown(&pot));
}
