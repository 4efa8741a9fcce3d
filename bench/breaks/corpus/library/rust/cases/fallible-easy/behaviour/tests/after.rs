use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::{DateTime, Utc};
use lending::custom::App;
use lending::generated::accounts::AccountsClient;
use lending::generated::titles::TitlesClient;
use lending::generated::{Ctx, PlaceHold, PlaceHoldError, PlaceHoldIn, Publisher};
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

fn hold(member: i64) -> PlaceHoldIn {
    PlaceHoldIn {
        title: 7,
        member,
        branch: "main".to_string(),
        priority: 0,
    }
}

#[tokio::test]
async fn nobody_waits_for_a_blocked_title() -> anyhow::Result<()> {
    let details = json!({ "id": "7", "until": "2027-01-01" });
    let error = json!({ "code": "title-blocked", "message": "", "details": details });
    let answer = (
        StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS,
        json!({ "error": error }).to_string(),
    );
    let app = app(Router::new().route("/rpc/get-title", post(|| async { answer }))).await?;
    let placed = app.place_hold(&Ctx::fresh(), hold(1)).await;
    assert!(
        matches!(
            placed,
            Err(PlaceHoldError::UnknownTitle(_) | PlaceHoldError::Internal(_))
        ),
        "{placed:?}"
    );
    assert_eq!(app.desk().holds.waiting(7), 0);
    Ok(())
}
