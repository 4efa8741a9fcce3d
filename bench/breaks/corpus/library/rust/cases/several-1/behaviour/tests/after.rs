use axum::Router;
use axum::routing::post;
use chrono::{DateTime, Utc};
use lending::custom::App;
use lending::custom::calendar::Calendar;
use lending::custom::fines::{Euros, Fines};
use lending::custom::loans::Loans;
use lending::generated::accounts::AccountsClient;
use lending::generated::builders::{a_branch, a_loan};
use lending::generated::titles::Title;
use lending::generated::titles::TitlesClient;
use lending::generated::titles::builders::a_title;
use lending::generated::{
    Ctx, FineKind, Loan, Publisher, ReceiveItem, ReceiveItemError, ReceiveItemIn,
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
async fn an_item_takes_the_mark_of_its_title() -> anyhow::Result<()> {
    for (shelf_mark, fits) in [("020.1 LIB", true), ("library", false)] {
        let title = json!(Title {
            shelf_mark: shelf_mark.to_string(),
            ..a_title()
        })
        .to_string();
        let app = app(Router::new().route("/rpc/get-title", post(|| async { title }))).await?;
        app.desk()
            .branches
            .insert("main".to_string(), Calendar::new(a_branch()));
        let item = ReceiveItemIn {
            barcode: "b-1".to_string(),
            title: 1,
            branch: "main".to_string(),
        };
        match app.receive_item(&Ctx::fresh(), item).await {
            Ok(item) => assert_eq!((item.mark.as_str(), fits), (shelf_mark, true)),
            Err(ReceiveItemError::BadMark(error)) => {
                assert_eq!((error.mark.as_str(), fits), (shelf_mark, false))
            }
            Err(other) => panic!("it was not taken: {other:?}"),
        }
    }
    Ok(())
}

#[test]
fn the_rest_begins_as_it_should() -> anyhow::Result<()> {
    let fine = Fines::default().raise(7, FineKind::Loss, Euros::cents(100), "2026-03-01".parse()?);
    assert_eq!(fine.map(|fine| fine.waived), Some(false));
    let renewals = 3_000_000_000;
    let mut loans = Loans::default();
    loans.record(Loan {
        id: 1,
        renewals,
        returned: None,
        ..a_loan()
    });
    assert!(loans.renew(1, 7, |_| false).is_err());
    Ok(())
}
