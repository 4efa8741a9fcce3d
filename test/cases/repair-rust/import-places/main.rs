#!/usr/bin/env cargo
#[derive(Debug)]
struct Line {
    grams: i32,
}

fn main() {
    let pot: Option<import_places::generated::Pot> = None;
    println!("{:?}", pot.map(|pot| Line { grams: pot.grams }));
}
