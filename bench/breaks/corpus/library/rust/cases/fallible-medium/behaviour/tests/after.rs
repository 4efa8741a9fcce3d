use axum::Router;
use axum::routing::post;
use chrono::{DateTime, Utc};
use lending::custom::App;
use lending::custom::shelf::Delivery;
use lending::generated::accounts::AccountsClient;
use lending::generated::titles::TitlesClient;
use lending::generated::titles::builders::a_title;
use lending::generated::{Ctx, Publisher, RenewLoan, RenewLoanError, RenewLoanIn};
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
async fn renewing_still_has_an_end() -> anyhow::Result<()> {
    let title = json!(a_title()).to_string();
    let app = app(Router::new().route("/rpc/get-title", post(|| async { title }))).await?;
    {
        let mut desk = app.desk();
        desk.stock
            .receive(Delivery::of("b-1", 7).marked("813 MOR"))?;
        desk.loans.lend("b-1", 1, march(), 7);
    }
    let ctx = Ctx::fresh();
    for times in 1..=3 {
        let loan = app.renew_loan(&ctx, RenewLoanIn { id: 1 }).await?;
        assert_eq!(loan.renewals, times);
    }
    let _ = app.renew_loan(&ctx, RenewLoanIn { id: 1 }).await;
    assert_eq!(app.desk().loans.get(1).map(|loan| loan.renewals), Some(3));
    match app.renew_loan(&ctx, RenewLoanIn { id: 9 }).await {
        Err(RenewLoanError::LoanNotFound(error)) => assert_eq!(error.id, 9),
        other => panic!("renewed what is nowhere: {other:?}"),
    }
    Ok(())
}
