use lending::custom::journal::{Entry, replay};
use lending::custom::report::within_reach;
use lending::custom::shelf::may_become;
use lending::generated::ItemState;

#[test]
fn the_other_ways_stand() {
    assert!(may_become(&ItemState::Lent, &ItemState::SetAside));
    assert!(may_become(&ItemState::SetAside, &ItemState::Lent));
    assert!(!may_become(&ItemState::Missing, &ItemState::Lent));
    assert!(within_reach(&ItemState::Lent) && !within_reach(&ItemState::Missing));
}

#[test]
fn old_journals_are_read() {
    let (entries, unread) = replay("moved|b-1|van\nmoved|b-1|missing\n");
    assert!(unread.is_empty());
    let last = Entry::Moved {
        barcode: "b-1".to_string(),
        state: ItemState::Missing,
    };
    assert_eq!(entries.last(), Some(&last));
    assert_eq!(entries.len(), 2);
}
