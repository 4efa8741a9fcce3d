//! Prices are asked for in euros.

use axum::Router;
use axum::routing::post;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use supply::custom::App;
use supply::generated::market::builders::a_price_point;
use supply::generated::market::{MarketClient, PricePoint, Product};
use supply::generated::metering::MeteringClient;
use supply::generated::{Ctx, Publisher};

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

/// One price, in euros only.
async fn spot_prices(body: String) -> String {
    let wanted: Value = serde_json::from_str(&body).unwrap_or_default();
    if wanted["currency"] != "eur" {
        return "[]".to_string();
    }
    let point = PricePoint {
        price: Decimal::new(4250, 2),
        ..a_price_point()
    };
    json!([point]).to_string()
}

#[tokio::test]
async fn prices_are_in_euros() -> anyhow::Result<()> {
    let app = app(Router::new().route("/rpc/spot-prices", post(spot_prices))).await?;
    let day = "2026-03-01".parse()?;
    let points = app
        .prices(&Ctx::fresh(), "DE", day, Product::Intraday)
        .await?;
    assert_eq!(points[0].price, Decimal::new(4250, 2));
    Ok(())
}
