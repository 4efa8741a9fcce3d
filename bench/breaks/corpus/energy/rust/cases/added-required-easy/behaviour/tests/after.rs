//! A report knows the share of wind and sun.

use axum::Router;
use axum::routing::post;
use serde_json::json;
use supply::custom::App;
use supply::generated::market::builders::a_forecast;
use supply::generated::market::{Forecast, GetForecastIn, MarketClient};
use supply::generated::metering::MeteringClient;
use supply::generated::metering::builders::a_load_profile;
use supply::generated::{Ctx, Publisher, ReportZone, ReportZoneIn};

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

async fn get_forecast(body: String) -> String {
    let wanted: GetForecastIn = serde_json::from_str(&body).expect("what was asked");
    let forecast = Forecast {
        area: wanted.area,
        renewable_share: 0.5,
        confidence: 0.5,
        source: Some("met office".to_string()),
        ..a_forecast()
    };
    json!(forecast).to_string()
}

#[tokio::test]
async fn a_report_has_a_share() -> anyhow::Result<()> {
    let routes = Router::new()
        .route(
            "/rpc/list-meters",
            post(|| async { json!({ "meters": [] }).to_string() }),
        )
        .route(
            "/rpc/get-profile",
            post(|| async { json!(a_load_profile()).to_string() }),
        )
        .route("/rpc/get-forecast", post(get_forecast));
    let app = app(routes).await?;
    let wanted = ReportZoneIn {
        zone: "north".to_string(),
        day: "2026-03-01".parse()?,
    };
    let report = app.report_zone(&Ctx::fresh(), wanted).await?;
    assert_eq!(report.renewable, Some(0.25));
    Ok(())
}
