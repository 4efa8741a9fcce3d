use axum::Router;
use axum::routing::post;
use chrono::{DateTime, Utc};
use lending::custom::App;
use lending::custom::shelf::Delivery;
use lending::generated::accounts::AccountsClient;
use lending::generated::accounts::builders::a_member;
use lending::generated::titles::TitlesClient;
use lending::generated::titles::builders::a_title;
use lending::generated::titles::{Title, TitlePage};
use lending::generated::{
    Ctx, Publisher, RequestElsewhere, RequestElsewhereError, RequestElsewhereIn,
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

#[tokio::test]
async fn what_stands_on_the_page_stands_here() -> anyhow::Result<()> {
    let member = json!(a_member()).to_string();
    let title = Title {
        id: 7,
        isbn: "9780306406157".to_string(),
        ..a_title()
    };
    let page = json!(TitlePage {
        titles: vec![title],
        next: None
    })
    .to_string();
    let stand_ins = Router::new()
        .route("/rpc/get-member", post(|| async { member }))
        .route("/rpc/search-titles", post(|| async { page }));
    let app = app(stand_ins).await?;
    app.desk()
        .stock
        .receive(Delivery::of("b-1", 7).marked("813 MOR"))?;
    let wanted = RequestElsewhereIn {
        member: 1,
        isbn: "978-0-306-40615-7".to_string(),
        wanted_by: None,
    };
    match app.request_elsewhere(&Ctx::fresh(), wanted).await {
        Err(RequestElsewhereError::HeldHere(error)) => assert_eq!(error.barcode, "b-1"),
        other => panic!("asked for what stands here: {other:?}"),
    }
    Ok(())
}
