//! A contract's end is told with its customer.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use serde_json::{Value, json};
use supply::custom::App;
use supply::generated::market::MarketClient;
use supply::generated::metering::MeteringClient;
use supply::generated::metering::builders::a_meter;
use supply::generated::{
    AddTariff, AddTariffIn, Channel, Contract, Ctx, EndContract, EndContractIn, Publisher,
    SignContract, SignContractIn,
};

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

#[tokio::test]
async fn an_end_names_the_customer() -> anyhow::Result<()> {
    let told = Arc::new(Mutex::new(Vec::new()));
    let ear = told.clone();
    let listen = move |body: String| async move {
        ear.lock().expect("nobody panics").push(body);
        StatusCode::NO_CONTENT
    };
    let routes = Router::new()
        .route(
            "/rpc/get-meter",
            post(|| async { json!(a_meter()).to_string() }),
        )
        .route("/events/supply/contract-ended", post(listen));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let app = App::new(
        MeteringClient::new(&url),
        MarketClient::new(&url),
        Publisher::to([url.clone()]),
    );
    let id = signed(&app).await?.id;
    let end = EndContractIn {
        id,
        on: "2026-06-30".parse()?,
    };
    app.end_contract(&Ctx::fresh(), end).await?;
    let heard = told
        .lock()
        .expect("nobody panics")
        .pop()
        .unwrap_or_default();
    let event: Value = serde_json::from_str(&heard)?;
    assert_eq!(event["data"]["customer"], "Ada");
    assert_eq!(event["data"]["on"], "2026-06-30");
    Ok(())
}
