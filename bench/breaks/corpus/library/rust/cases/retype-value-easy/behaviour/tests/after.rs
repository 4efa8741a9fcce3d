use lending::custom::journal::{Entry, from_line, to_line};
use lending::custom::loans::{Loans, Obstacle};
use lending::generated::Loan;
use lending::generated::builders::a_loan;

#[test]
fn many_renewals_are_too_many() -> anyhow::Result<()> {
    let mut loans = Loans::default();
    let renewals = 3_000_000_000;
    let loan = loans.record(Loan {
        id: 4,
        renewals,
        returned: None,
        ..a_loan()
    });
    assert_eq!(
        loans.renew(4, 7, |_| false),
        Err(Obstacle::TooOften(renewals))
    );
    assert_eq!(
        from_line(&to_line(&Entry::Lent(loan.clone())))?,
        Entry::Lent(loan)
    );
    Ok(())
}
