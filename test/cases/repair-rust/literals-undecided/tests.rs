//! Patterns that are more than one value; package `literals-undecided`.

use literals_undecided::custom::Harbour;
use literals_undecided::generated::builders::{a_crossing, a_ship};
use literals_undecided::generated::{Crossing, GetCrossingIn, GetShipIn, NoSuchCrossing, Ship};

fn harbour() -> Harbour {
    Harbour::with(vec![a_crossing()], vec![a_ship()])
}

#[test]
fn one_of_two() {
    let found = harbour().find(GetCrossingIn { id: 8 });
    assert!(matches!(found, Err(NoSuchCrossing { id: 8 | 9 })));
}

#[test]
fn one_of_many() {
    match harbour().find(GetCrossingIn { id: 30 }) {
        Err(NoSuchCrossing { id: 20..=40 }) => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_name_is_taken() {
    let id = 8;
    match harbour().ship(GetShipIn { id }) {
        Ok(ship) => panic!("{ship:?}"),
        Err(_) => match harbour().find(GetCrossingIn { id: 77 }) {
            Err(NoSuchCrossing { id: 77 }) => assert_eq!(id, 8),
            other => panic!("{other:?}"),
        },
    }
}

#[test]
fn taken_apart_or_not_at_all() {
    let crossings = [Crossing {
        id: 5,
        ..a_crossing()
    }];
    let [Crossing { id: 5, seats, .. }] = &crossings else {
        panic!("another one")
    };
    assert_eq!(*seats, 1);
}

#[test]
fn ships_stay() {
    let ship = harbour().ship(GetShipIn { id: 1 });
    assert!(matches!(ship, Ok(Ship { id: 1 | 2, .. })));
}
