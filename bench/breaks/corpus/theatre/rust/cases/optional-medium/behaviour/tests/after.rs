use playhouse::custom::leaflet;
use playhouse::generated::programme::builders::{a_production, a_role};
use playhouse::generated::programme::{Production, Role};

#[test]
fn a_leaflet_names_the_understudy() {
    let role = Role {
        name: "Mimi".to_string(),
        actor: "Lea".to_string(),
        understudy: "Eva".to_string(),
    };
    let production = Production {
        roles: vec![a_role(), role],
        ..a_production()
    };
    let text = leaflet::print(&production, Vec::new());
    assert!(text.contains("Mimi: Lea (or Eva)"), "{text}");
}
