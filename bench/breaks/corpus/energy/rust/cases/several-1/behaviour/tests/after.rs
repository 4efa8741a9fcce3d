//! Postal codes, and ends of contracts.

use axum::Router;
use axum::routing::post;
use serde_json::json;
use supply::custom::App;
use supply::custom::report::address;
use supply::generated::market::MarketClient;
use supply::generated::metering::builders::{a_meter, a_place};
use supply::generated::metering::{Meter, MeteringClient, Place};
use supply::generated::{
    AddTariff, AddTariffIn, Channel, Contract, ContractStatus, Ctx, EndContract, EndContractIn,
    Publisher, SignContract, SignContractIn,
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

#[test]
fn an_address_has_a_postal_code() {
    let place = Place {
        street: "1 Quay".to_string(),
        postal_code: "20457".to_string(),
        ..a_place()
    };
    assert!(address(&Meter { place, ..a_meter() }).starts_with("1 Quay, 20457 ("));
}

#[tokio::test]
async fn a_contract_ends() -> anyhow::Result<()> {
    let meter = post(|| async { json!(a_meter()).to_string() });
    let app = app(Router::new().route("/rpc/get-meter", meter)).await?;
    let id = signed(&app).await?.id;
    let end = EndContractIn {
        id,
        on: "2026-06-30".parse()?,
    };
    let ended = app.end_contract(&Ctx::fresh(), end).await?;
    assert_eq!(ended.status, ContractStatus::Ended);
    Ok(())
}
