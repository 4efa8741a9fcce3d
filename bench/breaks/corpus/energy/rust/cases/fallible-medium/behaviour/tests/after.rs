//! Surcharges that are known are billed as before.

use axum::Router;
use axum::routing::post;
use rust_decimal::Decimal;
use serde_json::json;
use supply::custom::App;
use supply::generated::market::builders::a_surcharge;
use supply::generated::market::{MarketClient, Surcharge};
use supply::generated::metering::builders::{a_meter, a_reading};
use supply::generated::metering::{MeteringClient, Reading};
use supply::generated::{
    AddTariff, AddTariffIn, BillContract, BillContractIn, Channel, Contract, Ctx, Period,
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

async fn readings() -> String {
    let shown = |id: i64, taken_at: &str, watt_hours: i64| Reading {
        id,
        register: "1.8.0".to_string(),
        taken_at: taken_at.parse().expect("a moment"),
        watt_hours,
        ..a_reading()
    };
    json!([
        shown(1, "2026-01-01T00:00:00Z", 0),
        shown(2, "2026-02-01T00:00:00Z", 100_000_000)
    ])
    .to_string()
}

async fn surcharges() -> String {
    let tax = Surcharge {
        name: "Tax".to_string(),
        per_kwh: Decimal::new(1, 1),
        ..a_surcharge()
    };
    json!([tax]).to_string()
}

#[tokio::test]
async fn surcharges_are_billed() -> anyhow::Result<()> {
    let routes = Router::new()
        .route(
            "/rpc/get-meter",
            post(|| async { json!(a_meter()).to_string() }),
        )
        .route("/rpc/list-readings", post(readings))
        .route("/rpc/current-surcharges", post(surcharges));
    let app = app(routes).await?;
    let contract = signed(&app).await?;
    let period = Period {
        from: "2026-01-01".parse()?,
        until: "2026-02-01".parse()?,
    };
    let wanted = BillContractIn {
        id: contract.id,
        period,
    };
    let statement = app.bill_contract(&Ctx::fresh(), wanted).await?;
    let tax = statement.lines.iter().find(|line| line.text == "Tax");
    assert_eq!(tax.map(|line| line.amount), Some(Decimal::from(10_000)));
    Ok(())
}
