//! Numbers that are an id and a count at once; package `literals-mixed`.

use literals_mixed::custom::Harbour;
use literals_mixed::generated::builders::{a_crossing, a_ship};
use literals_mixed::generated::{Crossing, GetCrossingIn, GetShipIn, Ship};

const ONE: i32 = 5;
const TWO: i32 = 6;
const THREE: i32 = 7;

fn crossing(id: i32, seats: i32) -> Crossing {
    Crossing {
        id,
        seats,
        ..a_crossing()
    }
}

#[test]
fn helpers() {
    let harbour = Harbour::with(vec![crossing(ONE, ONE)], vec![]);
    assert_eq!(harbour.seats(ONE), Some(ONE));
}

#[test]
fn fields() {
    let one = Crossing {
        id: TWO,
        seats: TWO,
        ..a_crossing()
    };
    let harbour = Harbour::with(
        vec![one],
        vec![Ship {
            id: TWO,
            ..a_ship()
        }],
    );
    assert!(harbour.find(GetCrossingIn { id: TWO }).is_ok());
    assert!(harbour.ship(GetShipIn { id: TWO }).is_ok());
}

#[test]
fn counts() {
    let crossings = (0..THREE).map(|at| crossing(at, THREE)).collect();
    let harbour = Harbour::with(crossings, vec![]);
    assert_eq!(harbour.ids().len(), THREE as usize);
    assert_eq!(harbour.seats(THREE - 1), Some(THREE));
    assert_eq!(harbour.seats(THREE), None);
    let number = 5;
    let made = crossing(number, number);
    assert_eq!((made.id, made.seats), (number, number));
}
