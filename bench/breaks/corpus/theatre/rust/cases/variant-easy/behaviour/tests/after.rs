use playhouse::custom::takings::title;
use playhouse::generated::Till;

#[test]
fn every_till_has_a_title() {
    assert!(title(&Till::Merchandise).starts_with(char::is_uppercase));
    assert_eq!(title(&Till::Leaflets), "Leaflets");
    assert_eq!(title(&Till::from("kiosk".to_string())), "kiosk");
}
