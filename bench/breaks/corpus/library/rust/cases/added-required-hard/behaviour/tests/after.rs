use chrono::{DateTime, Utc};
use lending::custom::Desk;
use lending::custom::journal::{Entry, from_line};
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
fn a_loan_knows_its_branch() -> anyhow::Result<()> {
    let mut desk = Desk::default();
    let item = desk
        .stock
        .receive(Delivery::of("b-1", 7).marked("813 MOR").to("east"))?;
    let loan = desk.lend(&item, &a_title(), &ada(), march())?;
    assert_eq!(loan.branch, "east");
    let entry = from_line("loan|4|b-1|7|2026-03-01T12:00:00+00:00|2026-03-29|1|")?;
    let Entry::Lent(loan) = entry else {
        panic!("it is a loan")
    };
    assert_eq!((loan.id, loan.member, loan.renewals), (4, 7, 1));
    Ok(())
}
