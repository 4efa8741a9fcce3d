use axum::Router;
use axum::routing::post;
use chrono::DateTime;
use dispatch::custom::App;
use dispatch::generated::builders::a_stop;
use dispatch::generated::infra::builders::{a_path, a_possession};
use dispatch::generated::infra::{
    InfraClient, Path, Possession, PossessionChanged, PossessionState,
};
use dispatch::generated::sales::SalesClient;
use dispatch::generated::{
    Category, ClearTrack, Ctx, Departures, DeparturesIn, PlanTrain, PlanTrainIn, Publisher, Stop,
};

async fn path() -> String {
    let path = Path {
        tracks: vec![5],
        departs: DateTime::UNIX_EPOCH,
        ..a_path()
    };
    serde_json::json!(path).to_string()
}

#[tokio::test]
async fn trains_stop_for_what_was_granted() -> anyhow::Result<()> {
    let stand_in = Router::new().route("/rpc/request-path", post(path));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_in).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(InfraClient::new(&url), SalesClient::new(&url), nobody);
    let ctx = Ctx::fresh();
    let plan = PlanTrainIn {
        number: 17,
        category: Category::Express,
        runs_on: chrono::NaiveDate::default(),
        stops: vec![Stop {
            station: "BRN".to_string(),
            departs: Some(DateTime::UNIX_EPOCH),
            ..a_stop()
        }],
        tracks: Vec::new(),
        formation: Vec::new(),
    };
    app.plan_train(&ctx, plan).await?;
    let possession = Possession {
        track_id: 5,
        starts: DateTime::UNIX_EPOCH - chrono::TimeDelta::minutes(5),
        lasts: std::time::Duration::from_secs(600),
        state: PossessionState::Granted,
        ..a_possession()
    };
    let before = PossessionState::Requested;
    app.clear_track(&ctx, PossessionChanged { possession, before })
        .await?;
    let wanted = DeparturesIn {
        station: "BRN".to_string(),
        after: DateTime::UNIX_EPOCH,
        limit: 8,
    };
    assert!(app.departures(&ctx, wanted).await?.is_empty());
    Ok(())
}
