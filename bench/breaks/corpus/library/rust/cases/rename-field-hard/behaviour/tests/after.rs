use lending::custom::fines::{Euros, Fines};
use lending::generated::FineKind;

#[test]
fn a_fine_knows_when_it_was_raised() -> anyhow::Result<()> {
    let mut fines = Fines::default();
    let today = "2026-03-01".parse()?;
    let fine = fines.raise(7, FineKind::Loss, Euros::cents(2500), today);
    assert_eq!(fine.as_ref().map(|fine| fine.raised_on), Some(today));
    assert!(fine.is_some_and(|fine| fine.day >= today));
    assert_eq!(fines.balance(7), Euros::cents(2500));
    Ok(())
}
