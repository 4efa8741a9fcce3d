use chrono::{DateTime, Utc};
use lending::custom::Desk;
use lending::generated::accounts::builders::a_member;
use lending::generated::accounts::{Member, Standing};
use lending::generated::builders::a_item;
use lending::generated::titles::builders::a_title;
use lending::generated::{LendItemError, Refusal};

#[test]
fn a_refusal_names_the_limit() {
    let member = Member {
        id: 7,
        loan_limit: 4,
        standing: Standing::Barred,
        ..a_member()
    };
    let lent = Desk::default().lend(&a_item(), &a_title(), &member, DateTime::<Utc>::default());
    match lent {
        Err(LendItemError::BorrowingRefused(refused)) => {
            assert_eq!((refused.reason, refused.limit), (Refusal::Barred, Some(4)));
        }
        other => panic!("a barred member borrowed: {other:?}"),
    }
}
