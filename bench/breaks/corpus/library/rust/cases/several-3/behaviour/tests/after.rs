use lending::custom::Desk;
use lending::custom::journal::{Entry, from_line, to_line};
use lending::custom::shelf::Delivery;
use lending::generated::accounts::Member;
use lending::generated::accounts::builders::a_member;
use lending::generated::builders::a_item;
use lending::generated::titles::builders::a_title;
use lending::generated::{Item, LendItemError};

#[test]
fn what_is_out_is_engaged() -> anyhow::Result<()> {
    let mut desk = Desk::default();
    let item = desk
        .stock
        .receive(Delivery::of("b-1", 7).marked("813 MOR"))?;
    let best = desk
        .stock
        .best_copy(7, "main")
        .map(|item| item.barcode.as_str());
    assert_eq!(best, Some("b-1"));
    let member = Member {
        id: 7,
        loan_limit: 3,
        ..a_member()
    };
    let now = "2026-03-01T12:00:00Z".parse()?;
    desk.lend(&item, &a_title(), &member, now)?;
    match desk.lend(&item, &a_title(), &member, now) {
        Err(LendItemError::ItemEngaged(error)) => assert_eq!(error.barcode, "b-1"),
        other => panic!("lent twice: {other:?}"),
    }
    Ok(())
}

#[test]
fn lines_of_items_are_read_again() -> anyhow::Result<()> {
    let item = Item {
        barcode: "b-1".to_string(),
        notes: vec!["signed".to_string()],
        ..a_item()
    };
    assert_eq!(
        from_line(&to_line(&Entry::Received(item.clone())))?,
        Entry::Received(item)
    );
    Ok(())
}
