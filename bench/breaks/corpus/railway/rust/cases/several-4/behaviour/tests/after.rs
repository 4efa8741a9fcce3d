use dispatch::custom::freight::{Yard, charge, manifest_line, read_line};
use dispatch::generated::Wagon;
use dispatch::generated::builders::a_wagon;
use rust_decimal::Decimal;

fn wagon(number: &str, load_kg: u64, hazard: &[&str]) -> Wagon {
    Wagon {
        number: number.to_string(),
        load_kg,
        length_m: 12.5,
        hazard: hazard.iter().map(|one| one.to_string()).collect(),
        ..a_wagon()
    }
}

#[test]
fn papers_are_paid_for_once_a_wagon() {
    let wagons = [wagon("A", 1_000, &["1789", "1005"]), wagon("B", 1_000, &[])];
    assert_eq!(charge(&wagons), Decimal::from(105));
    assert_eq!(
        charge(&[wagon("C", 5_000_000_000, &[])]),
        Decimal::from(62_500_000)
    );
}

#[test]
fn what_is_written_can_be_read() {
    for one in [
        wagon("A", 7, &["1789", "1005"]),
        wagon("B", 5_000_000_000, &[]),
    ] {
        assert_eq!(read_line(&manifest_line(&one)), Ok(one));
    }
}

#[test]
fn danger_is_first() {
    let mut yard = Yard::default();
    let wagons = vec![wagon("A", 9, &[]), wagon("B", 7, &["1005"])];
    assert!(yard.accept("Mill", 40_100, wagons).is_ok());
    let first: Vec<bool> = yard
        .manifest(40_100)
        .iter()
        .map(|line| line.starts_with('B'))
        .collect();
    assert_eq!(first, [true, false]);
}
