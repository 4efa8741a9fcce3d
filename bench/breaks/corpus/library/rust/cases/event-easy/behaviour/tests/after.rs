use std::sync::{Mutex, PoisonError};

use axum::Router;
use axum::routing::post;
use chrono::{DateTime, Utc};
use lending::custom::App;
use lending::custom::shelf::Delivery;
use lending::generated::accounts::AccountsClient;
use lending::generated::accounts::Member;
use lending::generated::accounts::builders::a_member;
use lending::generated::titles::TitlesClient;
use lending::generated::titles::builders::a_title;
use lending::generated::{Ctx, LendItem, LendItemIn, Publisher};
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
    let listeners = Publisher::to(vec![url.clone()]);
    Ok(App::new(
        TitlesClient::new(&url),
        AccountsClient::new(&url),
        listeners,
        march,
    ))
}

static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());

#[tokio::test]
async fn the_branch_is_told() -> anyhow::Result<()> {
    let member = json!(Member {
        loan_limit: 3,
        ..a_member()
    })
    .to_string();
    let title = json!(a_title()).to_string();
    let hear = |body: String| async move {
        HEARD
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(body);
    };
    let stand_ins = Router::new()
        .route("/rpc/get-member", post(|| async { member }))
        .route("/rpc/get-title", post(|| async { title }))
        .route("/events/lending/item-lent", post(hear));
    let app = app(stand_ins).await?;
    app.desk()
        .stock
        .receive(Delivery::of("b-1", 7).marked("813 MOR").to("east"))?;
    let lent = LendItemIn {
        barcode: "b-1".to_string(),
        member: 1,
    };
    let loan = app.lend_item(&Ctx::fresh(), lent).await?;
    let heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let heard: serde_json::Value = serde_json::from_str(heard.first().map_or("", String::as_str))?;
    assert_eq!(heard["data"]["branch"], "east");
    assert_eq!(heard["data"]["loan"]["barcode"], loan.barcode.as_str());
    Ok(())
}
