//! Arrays, tuples and maps of ids; package `literals-collections`.

use std::collections::{HashMap, HashSet};

use literals_collections::custom::Harbour;
use literals_collections::generated::builders::a_crossing;
use literals_collections::generated::{Crossing, Ship};

const KNOWN: [&str; 3] = ["1", "2", "3"];
const DECKS: [i32; 3] = [1, 2, 3];

fn crossing(id: String, seats: i32) -> Crossing {
    Crossing {
        id,
        seats,
        ..a_crossing()
    }
}

#[test]
fn pairs_of_an_id_and_a_number() {
    let rows = vec![("1".to_string(), 40), ("2".to_string(), 1)];
    let crossings = rows.into_iter().map(|(id, seats)| crossing(id, seats));
    let harbour = Harbour::with(crossings.collect(), vec![]);
    let found: Vec<_> = ["1".to_string(), "2".to_string()]
        .into_iter()
        .map(|id| harbour.seats(&id))
        .collect();
    assert_eq!(found, [Some(40), Some(1)]);
    assert_eq!(harbour.ids(), ["1".to_string(), "2".to_string()]);
}

#[test]
fn a_map_from_ids_to_seats() {
    let expected = HashMap::from([("1".to_string(), 40), ("2".to_string(), 1)]);
    let harbour = Harbour::with(
        vec![crossing("1".to_string(), 40), crossing("2".to_string(), 1)],
        vec![],
    );
    let ids = harbour.ids().into_iter();
    let found: HashMap<_, _> = ids.zip([40, 1]).collect();
    assert_eq!(found, expected);
}

#[test]
fn constants_of_ids() {
    let all = KNOWN.map(|id| crossing(id.to_string(), 5));
    let ships = DECKS.map(|decks| Ship { id: 2, decks });
    let harbour = Harbour::with(all.to_vec(), ships.to_vec());
    let ids: HashSet<_> = harbour.ids().into_iter().collect();
    assert_eq!(
        ids,
        HashSet::from(["1".to_string(), "2".to_string(), "3".to_string()])
    );
    let ships: HashSet<_> = harbour.ship_ids().into_iter().collect();
    assert_eq!(ships, HashSet::from([2]));
    assert_eq!(harbour.seats(KNOWN[0]), Some(5));
}
