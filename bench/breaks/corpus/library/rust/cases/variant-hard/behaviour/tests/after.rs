use lending::custom::journal::{Entry, from_line, to_line};
use lending::custom::report::whereabouts;
use lending::custom::shelf::may_become;
use lending::generated::builders::a_item;
use lending::generated::{Item, ItemState};

#[test]
fn what_is_at_the_binders_is_written_and_read() -> anyhow::Result<()> {
    let moved = Entry::Moved {
        barcode: "b-1".to_string(),
        state: ItemState::AtBinder,
    };
    assert_eq!(from_line(&to_line(&moved))?, moved);
    Ok(())
}

#[test]
fn there_is_a_way_back_from_the_binder() {
    assert!(may_become(&ItemState::AtBinder, &ItemState::OnShelf));
    let words = whereabouts(&Item {
        state: ItemState::AtBinder,
        ..a_item()
    });
    assert!(!words.is_empty() && words != "missing");
}
