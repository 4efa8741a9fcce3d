use lending::custom::fines::Euros;
use lending::custom::report::reminder;
use lending::generated::Loan;
use lending::generated::accounts::Member;
use lending::generated::accounts::builders::a_member;
use lending::generated::builders::a_loan;

#[test]
fn a_letter_names_credit_where_there_is_some() -> anyhow::Result<()> {
    let member = Member {
        credit: Some(Euros::cents(1250).0),
        ..a_member()
    };
    let loan = Loan {
        barcode: "b-1".to_string(),
        due: "2026-03-01".parse()?,
        ..a_loan()
    };
    let late = [(&loan, "Walks")];
    let letter = reminder(&member, &late, Euros::cents(75), "2026-03-03".parse()?);
    assert!(letter.ends_with("You owe 0.75 €; your credit is 12.50 €."));
    let poor = Member {
        credit: None,
        ..member
    };
    let letter = reminder(&poor, &late, Euros::cents(75), "2026-03-03".parse()?);
    assert!(letter.contains("- Walks (b-1), 2 days late") && letter.contains("0.75 €"));
    Ok(())
}
