use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::DateTime;
use dispatch::custom::App;
use dispatch::generated::builders::a_stop;
use dispatch::generated::infra::InfraClient;
use dispatch::generated::sales::SalesClient;
use dispatch::generated::{Category, Ctx, PlanTrain, PlanTrainError, PlanTrainIn, Publisher, Stop};

async fn refused() -> (StatusCode, &'static str) {
    let error = r#"{"error":{"code":"path-refused","message":"","details":{"why":"full","earliest":"1970-01-01T00:00:00Z"}}}"#;
    (StatusCode::CONFLICT, error)
}

#[tokio::test]
async fn the_next_path_is_told() -> anyhow::Result<()> {
    let stand_in = Router::new().route("/rpc/request-path", post(refused));
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
            departs: Some(DateTime::UNIX_EPOCH),
            ..a_stop()
        }],
        tracks: Vec::new(),
        formation: Vec::new(),
    };
    let said = app.plan_train(&Ctx::fresh(), plan).await;
    assert!(
        matches!(said, Err(PlanTrainError::PathUnavailable(one)) if one.earliest == DateTime::UNIX_EPOCH)
    );
    Ok(())
}
