//! Loops that build ids; package `literals-ranges`.

use literals_ranges::custom::Harbour;
use literals_ranges::generated::builders::a_crossing;
use literals_ranges::generated::{Crossing, GetCrossingIn};

fn crossing(id: String) -> Crossing {
    Crossing { id, ..a_crossing() }
}

#[test]
fn a_range_of_ids() {
    let harbour = Harbour::with((1..=3).map(|id| crossing(id.to_string())).collect(), vec![]);
    assert_eq!(harbour.ids().len(), 3);
    assert_eq!(harbour.seats("3"), Some(1));
}

#[test]
fn a_loop_over_ids() {
    let mut crossings = Vec::new();
    for id in 1..=3 {
        crossings.push(Crossing {
            id: id.to_string(),
            seats: id * 10,
            ..a_crossing()
        });
    }
    let harbour = Harbour::with(crossings, vec![]);
    for id in 1..=3 {
        assert_eq!(harbour.seats(&id.to_string()), Some(id * 10));
    }
    for id in ["1".to_string(), "2".to_string(), "3".to_string()] {
        assert!(harbour.find(GetCrossingIn { id }).is_ok());
    }
    for seats in [10, 20, 30] {
        assert!((1..=3).any(|id| harbour.seats(&id.to_string()) == Some(seats)));
    }
}
