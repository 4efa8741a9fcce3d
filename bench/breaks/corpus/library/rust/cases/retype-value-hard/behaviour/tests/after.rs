use lending::custom::journal::{Entry, from_line, to_line};
use lending::custom::loans::Loans;
use lending::generated::Loan;
use lending::generated::builders::a_loan;

#[test]
fn what_ended_days_ago_is_late_in_its_order() -> anyhow::Result<()> {
    let mut loans = Loans::default();
    for (id, due) in [
        (1, "2026-03-20T10:00:00Z"),
        (2, "2026-03-20T09:00:00Z"),
        (3, "2026-04-20T10:00:00Z"),
    ] {
        loans.record(Loan {
            id,
            due: due.parse()?,
            returned: None,
            ..a_loan()
        });
    }
    let late: Vec<i64> = loans
        .overdue("2026-03-25".parse()?)
        .iter()
        .map(|loan| loan.id)
        .collect();
    assert_eq!(late, [2, 1]);
    Ok(())
}

#[test]
fn the_time_is_written_and_read() -> anyhow::Result<()> {
    let loan = Loan {
        due: "2026-03-20T10:30:00Z".parse()?,
        ..a_loan()
    };
    assert_eq!(
        from_line(&to_line(&Entry::Lent(loan.clone())))?,
        Entry::Lent(loan)
    );
    Ok(())
}
