use dispatch::custom::freight::{manifest_line, read_line};
use dispatch::generated::Wagon;
use dispatch::generated::builders::a_wagon;

#[test]
fn axles_survive_the_manifest() {
    let six = Wagon {
        number: "W-6".to_string(),
        axles: 6,
        length_m: 20.25,
        hazard: true,
        ..a_wagon()
    };
    assert_eq!(read_line(&manifest_line(&six)), Ok(six));
}
