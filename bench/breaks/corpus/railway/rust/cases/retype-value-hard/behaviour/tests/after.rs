use dispatch::custom::freight::{Yard, manifest_line, read_line};
use dispatch::generated::Wagon;
use dispatch::generated::builders::a_wagon;
use rust_decimal::Decimal;

fn wagon(number: &str, tenths: i64) -> Wagon {
    Wagon {
        number: number.to_string(),
        length_m: Decimal::new(tenths, 1),
        hazard: false,
        ..a_wagon()
    }
}

#[test]
fn lengths_add_up() {
    let mut yard = Yard::default();
    assert!(
        yard.accept("Mill", 40_100, vec![wagon("A", 1), wagon("B", 2)])
            .is_ok()
    );
    assert_eq!(yard.length(40_100), Decimal::new(3, 1));
    assert!(yard.accept("Mill", 40_100, vec![wagon("C", 7_397)]).is_ok());
    assert!(yard.accept("Mill", 40_100, vec![wagon("D", 1)]).is_err());
    let first: Vec<bool> = yard
        .manifest(40_100)
        .iter()
        .map(|line| line.starts_with('C'))
        .collect();
    assert_eq!(first, [true, false, false]);
}

#[test]
fn a_line_is_as_it_was() {
    let line = manifest_line(&wagon("A", 145));
    assert!(line.ends_with(";14.50;-"), "{line}");
    assert_eq!(read_line(&line), Ok(wagon("A", 145)));
}
