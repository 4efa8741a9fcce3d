use axum::Router;
use axum::routing::post;
use chrono::{DateTime, Utc};
use lending::custom::App;
use lending::custom::shelf::Delivery;
use lending::generated::accounts::AccountsClient;
use lending::generated::accounts::builders::a_member;
use lending::generated::accounts::{Member, MemberSuspended};
use lending::generated::titles::TitlesClient;
use lending::generated::titles::builders::a_title;
use lending::generated::{BarMember, Ctx, LendItem, LendItemError, LendItemIn, Publisher, Refusal};
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

#[tokio::test]
async fn who_is_suspended_borrows_nothing() -> anyhow::Result<()> {
    let member = json!(Member {
        id: 1,
        loan_limit: 3,
        ..a_member()
    })
    .to_string();
    let title = json!(a_title()).to_string();
    let stand_ins = Router::new()
        .route("/rpc/get-member", post(|| async { member }))
        .route("/rpc/get-title", post(|| async { title }));
    let app = app(stand_ins).await?;
    for barcode in ["b-1", "b-2", "b-3"] {
        app.desk()
            .stock
            .receive(Delivery::of(barcode, 7).marked("813 MOR"))?;
    }
    let ctx = Ctx::fresh();
    let lend = |barcode: &str| LendItemIn {
        barcode: barcode.to_string(),
        member: 1,
    };
    app.lend_item(&ctx, lend("b-1")).await?;
    let suspended = |until: Option<&str>| -> anyhow::Result<MemberSuspended> {
        let until = until.map(str::parse).transpose()?;
        Ok(MemberSuspended {
            id: 1,
            until,
            reason: "noise".to_string(),
        })
    };
    app.bar_member(&ctx, suspended(Some("2026-02-01"))?).await?;
    app.lend_item(&ctx, lend("b-2")).await?;
    app.bar_member(&ctx, suspended(None)?).await?;
    match app.lend_item(&ctx, lend("b-3")).await {
        Err(LendItemError::BorrowingRefused(error)) => assert_eq!(error.reason, Refusal::Barred),
        other => panic!("somebody suspended borrowed: {other:?}"),
    }
    Ok(())
}
