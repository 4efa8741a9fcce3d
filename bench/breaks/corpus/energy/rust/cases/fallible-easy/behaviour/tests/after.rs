//! Zones that are known are reported as before.

use axum::Router;
use axum::routing::post;
use serde_json::{Value, json};
use supply::custom::App;
use supply::generated::market::MarketClient;
use supply::generated::market::builders::a_forecast;
use supply::generated::metering::MeteringClient;
use supply::generated::metering::builders::{a_load_profile, a_meter};
use supply::generated::{
    AddTariff, AddTariffIn, Channel, Contract, Ctx, Publisher, ReportZone, ReportZoneIn,
    SignContract, SignContractIn,
};

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

async fn signed(app: &App) -> anyhow::Result<Contract> {
    let sheet = "code: HOME-26\nkind: flat\nbase: 10\ntier: * 0.30\n".to_string();
    app.add_tariff(&Ctx::fresh(), AddTariffIn { sheet }).await?;
    let wish = SignContractIn {
        customer: "Ada".to_string(),
        meter_id: 1,
        tariff: "HOME-26".to_string(),
        starts_on: "2026-01-01".parse()?,
        iban: None,
        channel: Channel::Email,
    };
    Ok(app.sign_contract(&Ctx::fresh(), wish).await?)
}

/// The first page is empty.
async fn list_meters(body: String) -> String {
    let wanted: Value = serde_json::from_str(&body).unwrap_or_default();
    let page = match wanted["offset"].as_u64() {
        Some(0) => json!({ "meters": [], "next": 40 }),
        _ => json!({ "meters": [a_meter()] }),
    };
    page.to_string()
}

#[tokio::test]
async fn meters_of_all_pages_count() -> anyhow::Result<()> {
    let routes = Router::new()
        .route(
            "/rpc/get-meter",
            post(|| async { json!(a_meter()).to_string() }),
        )
        .route("/rpc/list-meters", post(list_meters))
        .route(
            "/rpc/get-profile",
            post(|| async { json!(a_load_profile()).to_string() }),
        )
        .route(
            "/rpc/get-forecast",
            post(|| async { json!(a_forecast()).to_string() }),
        );
    let app = app(routes).await?;
    signed(&app).await?;
    let wanted = ReportZoneIn {
        zone: "north".to_string(),
        day: "2026-03-01".parse()?,
    };
    assert_eq!(app.report_zone(&Ctx::fresh(), wanted).await?.contracts, 1);
    Ok(())
}
