//! What tests say of ids; package `literals-asserts`.

use literals_asserts::custom::Harbour;
use literals_asserts::generated::builders::{a_crossing, a_ship};
use literals_asserts::generated::{Crossing, GetCrossingIn, NoSuchCrossing, Ship};

macro_rules! assert_matches {
    ($value:expr, $($pattern:tt)+) => {
        match $value {
            $($pattern)+ => {}
            ref other => panic!("{other:?}"),
        }
    };
}

fn path(id: i32) -> String {
    format!("/crossings/{id}")
}

fn harbour() -> Harbour {
    let one = Crossing {
        id: 4,
        seats: 4,
        ..a_crossing()
    };
    let two = Crossing { id: 10, ..one };
    Harbour::with(vec![one, two], vec![Ship { id: 4, ..a_ship() }])
}

#[test]
fn pairs_and_options() {
    let found = harbour().find(GetCrossingIn { id: 4 }).unwrap();
    assert_eq!((found.id, found.seats), (4, 4));
    assert_eq!((found.ship_id, found.id), (1, 4));
    assert_eq!(Some(found.id), Some(4));
    assert_ne!(found.id, 5, "4 is not 5");
    assert!(found.id == 4 && found.seats == 4);
    assert_eq!(
        harbour().find(GetCrossingIn { id: 11 }),
        Err(NoSuchCrossing { id: 11 })
    );
    assert_eq!(
        harbour().find(GetCrossingIn { id: 10 }).map(|it| it.id),
        Ok(10)
    );
}

#[test]
fn lists_and_places() {
    let ids = harbour().ids();
    assert_eq!(ids, vec![4, 10]);
    assert_eq!(ids.first(), Some(&4));
    assert_eq!(ids[1], 10);
    assert!(ids.contains(&10));
    assert!(ids.iter().any(|id| *id == 4));
    assert_eq!(ids.iter().position(|id| *id == 10), Some(1));
    assert_eq!(harbour().ship_ids(), vec![4]);
}

#[test]
fn texts() {
    let found = harbour().find(GetCrossingIn { id: 4 }).unwrap();
    assert_eq!(format!("no. {}", found.id), "no. 4");
    assert_eq!(path(found.id), "/crossings/4");
    assert_eq!(path(10), format!("/crossings/{}", 10));
    assert_matches!(harbour().find(GetCrossingIn { id: 4 }), Ok(it) if it.id == 4 && it.seats == 4);
}
