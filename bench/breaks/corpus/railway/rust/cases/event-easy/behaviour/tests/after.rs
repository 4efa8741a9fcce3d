use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use chrono::{DateTime, TimeDelta};
use dispatch::custom::App;
use dispatch::generated::builders::a_stop;
use dispatch::generated::infra::InfraClient;
use dispatch::generated::infra::builders::a_path;
use dispatch::generated::sales::SalesClient;
use dispatch::generated::{
    Category, Cause, Ctx, PlanTrain, PlanTrainIn, Publisher, ReportDelay, ReportDelayIn, Stop,
};

async fn path() -> String {
    serde_json::json!(a_path()).to_string()
}

#[tokio::test]
async fn listeners_hear_when() -> anyhow::Result<()> {
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let ear = heard.clone();
    let listen = move |body: Bytes| {
        let text = String::from_utf8_lossy(&body).to_string();
        ear.lock().unwrap().push(text);
        std::future::ready(axum::http::StatusCode::NO_CONTENT)
    };
    let stand_in = Router::new()
        .route("/rpc/request-path", post(path))
        .route("/events/dispatch/train-delayed", post(listen));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_in).await });
    let app = App::new(
        InfraClient::new(&url),
        SalesClient::new(&url),
        Publisher::to([url]),
    );
    let ctx = Ctx::fresh();
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
    app.plan_train(&ctx, plan).await?;
    let late = ReportDelayIn {
        train: 17,
        minutes: 7,
        cause: Cause::Weather,
        seen: DateTime::UNIX_EPOCH + TimeDelta::hours(5),
    };
    app.report_delay(&ctx, late).await?;
    let all = heard.lock().unwrap().join("\n");
    assert!(all.contains("1970-01-01T05:00:00"), "{all}");
    Ok(())
}
