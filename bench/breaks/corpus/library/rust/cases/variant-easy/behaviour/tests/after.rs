use lending::custom::fines::{Euros, Tariff, bill_line};
use lending::generated::builders::a_fine;
use lending::generated::titles::Title;
use lending::generated::titles::builders::a_title;
use lending::generated::{Fine, FineKind};

#[test]
fn each_kind_has_its_price_and_words() {
    let tariff = Tariff::default();
    let title = Title {
        replacement: Euros::cents(2000).0,
        ..a_title()
    };
    let day = tariff.amount(&FineKind::NoShow, &title, 1);
    assert!(day >= Euros::default() && day <= Euros::cents(100_000));
    assert_eq!(
        tariff.amount(&FineKind::Loss, &title, 1),
        Euros::cents(2500)
    );
    assert_eq!(
        tariff.amount(&FineKind::Damage, &title, 1),
        Euros::cents(1000)
    );
    let line = bill_line(&Fine {
        kind: FineKind::NoShow,
        amount: Euros::cents(150).0,
        note: None,
        ..a_fine()
    });
    assert!(line.ends_with(": 1.50 € (open)"));
}
