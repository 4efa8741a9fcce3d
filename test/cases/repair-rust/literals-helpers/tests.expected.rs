//! Helpers and a builder that take ids; package `literals-helpers`.

use literals_helpers::custom::Harbour;
use literals_helpers::generated::{CancelIn, Crossing, GetCrossingIn, GetShipIn, Ship};

struct Draft {
    id: String,
    ship: i32,
    seats: i32,
}

impl Draft {
    fn new() -> Self {
        Self {
            id: "1".to_string(),
            ship: 1,
            seats: 40,
        }
    }

    fn id(mut self, id: String) -> Self {
        self.id = id;
        self
    }

    fn seats(mut self, seats: i32) -> Self {
        self.seats = seats;
        self
    }

    fn build(self) -> Crossing {
        Crossing {
            id: self.id,
            ship_id: self.ship,
            seats: self.seats,
        }
    }
}

fn crossing(id: String, seats: i32) -> Crossing {
    Draft::new().id(id).seats(seats).build()
}

fn ship(id: i32, decks: i32) -> Ship {
    Ship { id, decks }
}

fn cancelling(id: String, reason: &str) -> CancelIn {
    CancelIn {
        id,
        reason: reason.to_string(),
    }
}

#[test]
fn what_is_drafted_is_found() {
    let harbour = Harbour::with(
        vec![
            crossing("12".to_string(), 12),
            Draft::new().seats(1).build(),
        ],
        vec![ship(12, 2)],
    );
    assert_eq!(harbour.seats("12"), Some(12));
    assert_eq!(harbour.seats("1"), Some(1));
    assert!(
        harbour
            .find(GetCrossingIn {
                id: "12".to_string()
            })
            .is_ok()
    );
    assert_eq!(harbour.ship(GetShipIn { id: 12 }).map(|it| it.decks), Ok(2));
}

#[test]
fn nothing_is_cancelled_twice() {
    let mut harbour = Harbour::with(vec![crossing("5".to_string(), 30)], vec![]);
    assert!(
        harbour
            .cancel(cancelling("5".to_string(), "storm 5"))
            .is_ok()
    );
    assert!(
        harbour
            .cancel(cancelling("5".to_string(), "storm 5"))
            .is_err()
    );
    assert!(
        harbour
            .cancel(cancelling("99".to_string(), "no such thing"))
            .is_err()
    );
    assert_eq!(harbour.seats("5"), None);
}
