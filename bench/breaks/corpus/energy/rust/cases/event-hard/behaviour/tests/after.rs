//! Many readings, told at once.

use axum::Router;
use supply::custom::App;
use supply::generated::market::MarketClient;
use supply::generated::metering::builders::a_reading;
use supply::generated::metering::{MeteringClient, Reading, ReadingTaken};
use supply::generated::{Ctx, NoteReading, Publisher};

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
async fn all_are_noted() -> anyhow::Result<()> {
    let app = app(Router::new()).await?;
    let readings = (1..=3).map(|id| Reading { id, ..a_reading() }).collect();
    let event = ReadingTaken {
        readings,
        plausible: true,
    };
    app.note_reading(&Ctx::fresh(), event).await?;
    assert_eq!(app.books().readings.save().lines().count(), 3);
    let event = ReadingTaken {
        readings: Vec::new(),
        plausible: false,
    };
    app.note_reading(&Ctx::fresh(), event).await?;
    assert_eq!(app.books().readings.save().lines().count(), 3);
    Ok(())
}
