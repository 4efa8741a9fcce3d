use playhouse::custom::{leaflet, pricing};
use playhouse::generated::programme::builders::a_production;
use playhouse::generated::programme::{Production, StageForm};
use rust_decimal::Decimal;

#[test]
fn forms_are_told_apart_as_before() {
    let off = pricing::subscriber_discount(&StageForm::Ballet);
    assert_eq!(off, Decimal::new(15, 2));
    let concert = Production {
        genre: StageForm::Concert,
        running_time: 90,
        ..a_production()
    };
    assert!(leaflet::print(&concert, Vec::new()).contains("a concert, 1 h 30"));
}
