use chrono::{DateTime, Utc};
use lending::custom::Desk;
use lending::custom::journal::from_line;
use lending::custom::shelf::Delivery;
use lending::generated::accounts::Member;
use lending::generated::accounts::builders::a_member;
use lending::generated::titles::builders::a_title;

fn march() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap_or_default()
}

fn ada() -> Member {
    Member {
        id: 7,
        loan_limit: 3,
        ..a_member()
    }
}

#[test]
fn what_came_back_is_known_by_time_and_place() -> anyhow::Result<()> {
    let mut desk = Desk::default();
    let item = desk
        .stock
        .receive(Delivery::of("b-1", 7).marked("813 MOR"))?;
    desk.lend(&item, &a_title(), &ada(), march())?;
    let back = desk.take_back(&item, "east", march());
    let handover = back.and_then(|back| back.loan.returned);
    assert_eq!(
        handover.map(|one| (one.at, one.branch)),
        Some((march(), "east".to_string()))
    );
    assert!(from_line("loan|4|b-1|7|2026-03-01T12:00:00+00:00|2026-03-29|1|").is_ok());
    Ok(())
}
