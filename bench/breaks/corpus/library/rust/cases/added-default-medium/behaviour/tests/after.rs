use lending::custom::journal::{Entry, from_line, to_line};
use lending::custom::loans::Loans;
use lending::generated::Loan;
use lending::generated::builders::a_loan;

#[test]
fn nobody_is_reminded_at_first() -> anyhow::Result<()> {
    let mut loans = Loans::default();
    let loan = loans.lend("b-1", 7, "2026-03-01T12:00:00Z".parse()?, 28);
    assert_eq!((loan.renewals, loan.reminders), (0, 0));
    assert_eq!(
        from_line(&to_line(&Entry::Lent(loan.clone())))?,
        Entry::Lent(loan)
    );
    Ok(())
}

#[test]
fn renewing_reminds_nobody() {
    let mut loans = Loans::default();
    loans.record(Loan {
        id: 4,
        reminders: 2,
        returned: None,
        ..a_loan()
    });
    let renewed = loans
        .renew(4, 7, |_| false)
        .map(|loan| (loan.renewals, loan.reminders));
    assert_eq!(renewed, Ok((1, 2)));
}
