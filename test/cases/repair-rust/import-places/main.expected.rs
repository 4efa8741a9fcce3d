#!/usr/bin/env cargo

use rust_decimal::Decimal;

#[derive(Debug)]
struct Line {
    grams: Decimal,
}

fn main() {
    let pot: Option<import_places::generated::Pot> = None;
    println!("{:?}", pot.map(|pot| Line { grams: pot.grams }));
}
