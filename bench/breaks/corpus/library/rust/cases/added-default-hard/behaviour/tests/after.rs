use axum::Router;
use axum::routing::post;
use chrono::{DateTime, Utc};
use lending::custom::App;
use lending::custom::shelf::Delivery;
use lending::generated::accounts::AccountsClient;
use lending::generated::accounts::GetMemberIn;
use lending::generated::accounts::builders::a_member;
use lending::generated::titles::TitlesClient;
use lending::generated::titles::builders::a_title;
use lending::generated::{Ctx, PlaceHold, PlaceHoldIn, Publisher};
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
fn items_come_to_the_cellar() -> anyhow::Result<()> {
    let mut desk = lending::custom::Desk::default();
    let item = desk
        .stock
        .receive(Delivery::of("b-1", 7).marked("813 MOR"))?;
    assert_eq!(item.floor, -1);
    Ok(())
}

#[tokio::test]
async fn members_are_asked_for_with_their_credit() -> anyhow::Result<()> {
    let title = json!(a_title()).to_string();
    let get_member = |body: axum::body::Bytes| async move {
        let wanted = serde_json::from_slice::<GetMemberIn>(&body);
        assert!(wanted.is_ok_and(|wanted| wanted.with_credit && wanted.id == 3));
        json!(a_member()).to_string()
    };
    let stand_ins = Router::new()
        .route("/rpc/get-title", post(|| async { title }))
        .route("/rpc/get-member", post(get_member));
    let hold = PlaceHoldIn {
        title: 7,
        member: 3,
        branch: "main".to_string(),
        priority: 1,
    };
    let placed = app(stand_ins)
        .await?
        .place_hold(&Ctx::fresh(), hold)
        .await?;
    assert_eq!((placed.member, placed.priority), (3, 1));
    Ok(())
}
