use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::{DateTime, Utc};
use lending::custom::App;
use lending::custom::fines::Euros;
use lending::custom::journal::{Entry, from_line, to_line};
use lending::generated::accounts::AccountsClient;
use lending::generated::builders::a_hold;
use lending::generated::titles::TitlesClient;
use lending::generated::{
    Ctx, FineKind, Hold, HoldState, Publisher, SettleFine, SettleFineError, SettleFineIn,
};
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

#[test]
fn a_cancelled_hold_is_written_and_read() -> anyhow::Result<()> {
    let hold = Hold {
        state: HoldState::Cancelled,
        ..a_hold()
    };
    assert_eq!(
        from_line(&to_line(&Entry::Held(hold.clone())))?,
        Entry::Held(hold)
    );
    Ok(())
}

#[tokio::test]
async fn a_closed_account_pays_nothing() -> anyhow::Result<()> {
    let details = json!({ "id": "3", "since": "2026-01-01" });
    let error = json!({ "code": "account-closed", "message": "", "details": details });
    let answer = (StatusCode::GONE, json!({ "error": error }).to_string());
    let app = app(Router::new().route("/rpc/charge-member", post(|| async { answer }))).await?;
    let today = march().date_naive();
    app.desk()
        .fines
        .raise(3, FineKind::Loss, Euros::cents(2500), today);
    let paid = app.settle_fine(&Ctx::fresh(), SettleFineIn { id: 1 }).await;
    assert!(
        matches!(
            paid,
            Err(SettleFineError::PaymentRefused(_) | SettleFineError::Internal(_))
        ),
        "{paid:?}"
    );
    assert_eq!(app.desk().fines.balance(3), Euros::cents(2500));
    Ok(())
}
