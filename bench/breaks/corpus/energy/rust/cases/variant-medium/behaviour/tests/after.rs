//! A plant that lives of the earth's heat.

use supply::custom::producers::{ProducerRegister, plant_number, source_of};
use supply::generated::{RegisterProducerIn, Source};

#[test]
fn its_number_tells_its_source() {
    let wish = RegisterProducerIn {
        name: "Deep".to_string(),
        meter_id: 7,
        source: Source::Geothermal,
        capacity_kw: 900.0,
    };
    let producer = ProducerRegister::default()
        .enter(wish)
        .expect("large enough");
    assert_eq!(
        source_of(&plant_number(&producer)),
        Some(Source::Geothermal)
    );
}
