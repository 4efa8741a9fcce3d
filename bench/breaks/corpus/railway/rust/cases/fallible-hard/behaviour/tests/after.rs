use axum::Router;
use axum::routing::post;
use chrono::{DateTime, NaiveDate};
use dispatch::custom::App;
use dispatch::generated::builders::a_stop;
use dispatch::generated::infra::builders::a_path;
use dispatch::generated::infra::{InfraClient, Path};
use dispatch::generated::sales::SalesClient;
use dispatch::generated::{Category, Ctx, PlanTrain, PlanTrainIn, Publisher, Stop};

async fn request_path() -> String {
    let best = Path {
        code: "P-BEST".to_string(),
        ..a_path()
    };
    serde_json::json!([best, a_path()]).to_string()
}

#[tokio::test]
async fn the_best_path_is_taken() -> anyhow::Result<()> {
    let stand_in = Router::new().route("/rpc/request-path", post(request_path));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_in).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(InfraClient::new(&url), SalesClient::new(&url), nobody);
    let plan = PlanTrainIn {
        number: 17,
        category: Category::Express,
        runs_on: NaiveDate::default(),
        stops: vec![Stop {
            departs: Some(DateTime::UNIX_EPOCH),
            ..a_stop()
        }],
        tracks: Vec::new(),
        formation: Vec::new(),
    };
    let train = app.plan_train(&Ctx::fresh(), plan).await?;
    assert_eq!(train.path_code, "P-BEST");
    Ok(())
}
