//! Whatever becomes of an outage is noted.

use axum::Router;
use supply::custom::App;
use supply::generated::market::MarketClient;
use supply::generated::metering::builders::a_outage;
use supply::generated::metering::{MeteringClient, Outage, OutageChanged};
use supply::generated::{Ctx, NoteOutage, Publisher};

/// The service beside whoever answers.
async fn app(stand_ins: Router) -> anyhow::Result<App> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_ins).await });
    let nobody = Publisher::to(Vec::<String>::new());
    Ok(App::new(
        MeteringClient::new(&url),
        MarketClient::new(&url),
        nobody,
    ))
}

#[tokio::test]
async fn an_outage_ends() -> anyhow::Result<()> {
    let app = app(Router::new()).await?;
    let began = Outage {
        meters: vec![3],
        ended_at: None,
        ..a_outage()
    };
    let ended = Outage {
        ended_at: Some("2026-03-01T10:00:00Z".parse()?),
        ..began.clone()
    };
    for (state, open) in [(began, 1), (ended, 0)] {
        app.note_outage(&Ctx::fresh(), OutageChanged { state })
            .await?;
        assert_eq!(app.books().outages.open().len(), open);
    }
    Ok(())
}
