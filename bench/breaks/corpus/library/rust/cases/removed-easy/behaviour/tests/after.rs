use axum::Router;
use axum::routing::post;
use chrono::{DateTime, Utc};
use lending::custom::App;
use lending::custom::fines::Euros;
use lending::generated::accounts::AccountsClient;
use lending::generated::accounts::builders::a_receipt;
use lending::generated::accounts::{ChargeMemberIn, Receipt};
use lending::generated::titles::TitlesClient;
use lending::generated::{Ctx, FineKind, Publisher, SettleFine, SettleFineIn};
use serde_json::json;

/// The first of March, a Sunday.
fn march() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap_or_default()
}

/// The service between stand-ins.
async fn app(stand_ins: Router) -> anyhow::Result<App> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_ins).await });
    let nobody = Publisher::to(Vec::<String>::new());
    Ok(App::new(
        TitlesClient::new(&url),
        AccountsClient::new(&url),
        nobody,
        march,
    ))
}

/// Books what it is told, and gives it back as the receipt's number.
async fn charge_member(body: axum::body::Bytes) -> String {
    let number = match serde_json::from_slice::<ChargeMemberIn>(&body) {
        Ok(charge) => format!("{} of {}", charge.amount, charge.member),
        Err(error) => error.to_string(),
    };
    json!(Receipt {
        number,
        ..a_receipt()
    })
    .to_string()
}

#[tokio::test]
async fn a_fine_is_charged() -> anyhow::Result<()> {
    let app = app(Router::new().route("/rpc/charge-member", post(charge_member))).await?;
    let today = march().date_naive();
    app.desk()
        .fines
        .raise(3, FineKind::Loss, Euros::cents(2500), today);
    let paid = app
        .settle_fine(&Ctx::fresh(), SettleFineIn { id: 1 })
        .await?;
    assert!(paid.paid);
    assert_eq!(paid.note.as_deref(), Some("receipt 25.00 of 3"));
    Ok(())
}
