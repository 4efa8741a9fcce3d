//! A source vouches for a forecast.

use supply::custom::prices::firm_share;
use supply::generated::market::Forecast;
use supply::generated::market::builders::a_forecast;

#[test]
fn a_source_vouches() {
    let forecast = Forecast {
        renewable_share: 0.5,
        confidence: 1.0,
        source: "met office".to_string(),
        ..a_forecast()
    };
    assert_eq!(firm_share(&forecast), 0.5);
    assert_eq!(
        firm_share(&Forecast {
            source: String::new(),
            ..forecast
        }),
        0.25
    );
}
