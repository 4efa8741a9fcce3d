use harbour::custom::App;
use harbour::custom::berths::Quayside;
use harbour::custom::pilots::Roster;
use harbour::generated::registry::RegistryClient;
use harbour::generated::tides::TidesClient;
use harbour::generated::{Config, Licence, Pilot, Publisher, router, serve};

fn quayside() -> Quayside {
    Quayside::with()
        .berth("A1", 850, 160.0)
        .powered()
        .berth("A2", 850, 200.0)
        .berth("B1", 1150, 260.0)
        .powered()
        .berth("C1", 1450, 380.0)
        .built()
}

fn roster() -> Roster {
    let pilot = |id: i32, name: &str, licence: Licence, max_draft_cm: i32| Pilot {
        id,
        name: name.to_string(),
        licence,
        max_draft_cm,
        languages: vec!["en".to_string(), "no".to_string()],
        phone: None,
    };
    Roster::from_iter([
        pilot(1, "Nils Berg", Licence::Deep, 1500),
        pilot(2, "Ida Lund", Licence::Coastal, 950),
        pilot(3, "Per Haug", Licence::Restricted, 500),
    ])
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let app = App::new(
        RegistryClient::from_env()?,
        TidesClient::from_env()?,
        Publisher::from_env(),
        quayside(),
        roster(),
    );
    if let Ok(path) = std::env::var("HARBOUR_JOURNAL") {
        let text = std::fs::read_to_string(&path)?;
        println!("{} entries from {path}", app.restore(text.lines())?);
    }
    for line in app.phone_list() {
        println!("{line}");
    }
    serve(router(app), &config).await
}
