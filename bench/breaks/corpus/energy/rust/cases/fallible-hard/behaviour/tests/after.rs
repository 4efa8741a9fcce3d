//! Prices come from an exchange that answers.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use rust_decimal::Decimal;
use serde_json::json;
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

#[tokio::test]
async fn prices_are_passed_on() -> anyhow::Result<()> {
    let point = PricePoint {
        price: Decimal::new(-75, 1),
        ..a_price_point()
    };
    let answer = json!([point]).to_string();
    let app = app(Router::new().route("/rpc/spot-prices", post(|| async move { answer }))).await?;
    let day = "2026-03-01".parse()?;
    let points = app
        .prices(&Ctx::fresh(), "DE", day, Product::Balancing)
        .await?;
    assert_eq!(points, [point]);
    Ok(())
}

#[tokio::test]
async fn nothing_is_made_up() -> anyhow::Result<()> {
    let broken = post(|| async { StatusCode::INTERNAL_SERVER_ERROR });
    let app = app(Router::new().route("/rpc/spot-prices", broken)).await?;
    let day = "2026-03-01".parse()?;
    assert!(
        app.prices(&Ctx::fresh(), "DE", day, Product::Balancing)
            .await
            .is_err()
    );
    Ok(())
}
