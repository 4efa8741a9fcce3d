//! What is refused, taken apart in patterns; package `literals-patterns`.

use literals_patterns::custom::Harbour;
use literals_patterns::generated::builders::{a_crossing, a_ship};
use literals_patterns::generated::{
    CancelError, CancelIn, Crossing, GetCrossingIn, GetShipIn, NoSuchCrossing, NoSuchShip, Ship,
};

fn harbour() -> Harbour {
    let crossing = Crossing {
        id: 101,
        seats: 7,
        ..a_crossing()
    };
    Harbour::with(vec![crossing], vec![Ship { id: 3, ..a_ship() }])
}

#[test]
fn nobody_cancels_what_does_not_sail() {
    let input = CancelIn {
        id: 7,
        reason: "fog".to_owned(),
    };
    let refused = harbour().cancel(input).unwrap_err();
    assert!(matches!(
        refused,
        CancelError::NoSuchCrossing(NoSuchCrossing { id: 7 })
    ));
}

#[test]
fn a_refusal_names_what_was_asked_for() {
    let found = harbour().find(GetCrossingIn { id: 8 });
    assert!(matches!(found, Err(NoSuchCrossing { id: 8 })));
    let ship = harbour().ship(GetShipIn { id: 8 });
    assert!(matches!(ship, Err(NoSuchShip { id: 8 })));
    assert!(found.is_err());
}

#[test]
fn a_crossing_is_taken_apart() {
    match harbour().find(GetCrossingIn { id: 101 }) {
        Ok(Crossing {
            id: 101,
            ship_id: 1,
            seats,
        }) => assert_eq!(seats, 7),
        Ok(other) => panic!("found {other:?}"),
        Err(NoSuchCrossing { id: 9 }) => panic!("asked for another"),
        Err(error) => panic!("{error:?}"),
    }
}

#[test]
fn a_guard_stays() {
    let found = harbour().find(GetCrossingIn { id: 101 });
    assert!(matches!(&found, Ok(Crossing { id: 101, seats, .. }) if *seats > 6));
    assert!(found.is_ok());
}

#[test]
fn conditions_and_positions() {
    let found = harbour().find(GetCrossingIn { id: 101 }).ok();
    let Some(crossing) = found else {
        panic!("nothing found")
    };
    if let Crossing { id: 101, seats, .. } = &crossing {
        assert_eq!(*seats, 7);
    } else {
        panic!("another one");
    }
    assert!(matches!((crossing.id, crossing.seats), (101, 7)));
}

#[test]
fn ships_have_numbers_of_their_own() {
    let ship = harbour().ship(GetShipIn { id: 3 });
    assert!(matches!(ship, Ok(Ship { id: 3, decks: 1 })));
}
