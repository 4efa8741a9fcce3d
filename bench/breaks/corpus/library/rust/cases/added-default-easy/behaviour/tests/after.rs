use lending::custom::fines::{Euros, Fines};
use lending::generated::FineKind;

#[test]
fn a_new_fine_is_not_waived() -> anyhow::Result<()> {
    let mut fines = Fines::default();
    let fine = fines.raise(
        7,
        FineKind::Damage,
        Euros::cents(300),
        "2026-03-01".parse()?,
    );
    assert_eq!(
        fine.map(|fine| (fine.waived, fine.paid)),
        Some((false, false))
    );
    assert_eq!(
        fines.settle(1, "r-1").map(|fine| (fine.waived, fine.paid)),
        Some((false, true))
    );
    Ok(())
}
