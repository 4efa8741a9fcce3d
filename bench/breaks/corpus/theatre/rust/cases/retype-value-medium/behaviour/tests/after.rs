use std::time::Duration;

use playhouse::custom::leaflet;
use playhouse::generated::programme::Production;
use playhouse::generated::programme::builders::a_production;

#[test]
fn a_leaflet_tells_hours_and_minutes() {
    let production = Production {
        running_time: Duration::from_secs(100 * 60),
        ..a_production()
    };
    let text = leaflet::print(&production, Vec::new());
    assert!(text.contains("1 h 40"), "{text}");
}
