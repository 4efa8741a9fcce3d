use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use dispatch::custom::App;
use dispatch::generated::builders::a_stop;
use dispatch::generated::infra::InfraClient;
use dispatch::generated::sales::SalesClient;
use dispatch::generated::{Category, Ctx, PlanTrain, PlanTrainError, PlanTrainIn, Publisher, Stop};

async fn closed() -> (StatusCode, &'static str) {
    let error =
        r#"{"error":{"code":"track-closed","message":"","details":{"id":4,"since":"2026-01-31"}}}"#;
    (StatusCode::GONE, error)
}

#[tokio::test]
async fn nobody_plans_over_a_closed_track() -> anyhow::Result<()> {
    let stand_in = Router::new().route("/rpc/get-track", post(closed));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_in).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(InfraClient::new(&url), SalesClient::new(&url), nobody);
    let plan = PlanTrainIn {
        number: 17,
        category: Category::Express,
        runs_on: chrono::NaiveDate::default(),
        stops: vec![Stop {
            departs: Some(chrono::DateTime::UNIX_EPOCH),
            ..a_stop()
        }],
        tracks: vec![4],
        formation: Vec::new(),
    };
    let refused = app.plan_train(&Ctx::fresh(), plan).await;
    assert!(matches!(
        refused,
        Err(PlanTrainError::Internal(_) | PlanTrainError::NoPath(_))
    ));
    Ok(())
}
