use lending::custom::journal::{Entry, from_line, to_line};
use lending::custom::loans::Loans;
use lending::generated::Loan;
use lending::generated::builders::a_loan;

#[test]
fn numbers_beyond_the_old_ones_are_loans() -> anyhow::Result<()> {
    let mut loans = Loans::default();
    let id = u64::MAX - 1;
    let loan = loans.record(Loan {
        id,
        member: 7,
        returned: None,
        ..a_loan()
    });
    let next = loans.lend("b-2", 7, loan.lent_at, 7);
    assert_eq!(next.id, u64::MAX);
    let page = loans.page(7, Some(id), 5);
    assert_eq!(page.rows, [next]);
    let line = to_line(&Entry::Lent(loan.clone()));
    assert_eq!(from_line(&line)?, Entry::Lent(loan));
    Ok(())
}
