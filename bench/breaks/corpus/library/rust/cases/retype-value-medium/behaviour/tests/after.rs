use lending::custom::journal::{Entry, from_line, to_line};
use lending::generated::Loan;
use lending::generated::builders::a_loan;

#[test]
fn the_first_day_of_a_loan_is_written_and_read() -> anyhow::Result<()> {
    let loan = Loan {
        lent_at: "2026-03-01".parse()?,
        due: "2026-03-29".parse()?,
        ..a_loan()
    };
    let line = to_line(&Entry::Lent(loan.clone()));
    assert!(line.contains("|2026-03-01"));
    assert_eq!(from_line(&line)?, Entry::Lent(loan));
    Ok(())
}
