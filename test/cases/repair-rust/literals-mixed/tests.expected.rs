//! Numbers that are an id and a count at once; package `literals-mixed`.

use literals_mixed::custom::Harbour;
use literals_mixed::generated::builders::{a_crossing, a_ship};
use literals_mixed::generated::{Crossing, GetCrossingIn, GetShipIn, Ship};

const ONE: i32 = 5;
const TWO: i32 = 6;
const THREE: i32 = 7;

fn crossing(id: String, seats: i32) -> Crossing {
    Crossing {
        id,
        seats,
        ..a_crossing()
    }
}

#[test]
fn helpers() {
    let harbour = Harbour::with(vec![crossing(ONE.to_string(), ONE)], vec![]);
    assert_eq!(harbour.seats(&ONE.to_string()), Some(ONE));
}

#[test]
fn fields() {
    let one = Crossing {
        id: TWO.to_string(),
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
    assert!(
        harbour
            .find(GetCrossingIn {
                id: TWO.to_string()
            })
            .is_ok()
    );
    assert!(harbour.ship(GetShipIn { id: TWO }).is_ok());
}

#[test]
fn counts() {
    let crossings = (0..THREE)
        .map(|at| crossing(at.to_string(), THREE))
        .collect();
    let harbour = Harbour::with(crossings, vec![]);
    assert_eq!(harbour.ids().len(), THREE as usize);
    assert_eq!(harbour.seats(&(THREE - 1).to_string()), Some(THREE));
    assert_eq!(harbour.seats(&THREE.to_string()), None);
    let number = 5;
    let made = crossing(number.to_string(), number);
    assert_eq!((made.id, made.seats), (number.to_string(), number));
}
