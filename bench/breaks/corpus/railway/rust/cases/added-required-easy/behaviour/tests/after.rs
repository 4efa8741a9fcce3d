use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use chrono::{DateTime, NaiveDate};
use dispatch::custom::App;
use dispatch::generated::builders::{a_coach, a_stop};
use dispatch::generated::infra::InfraClient;
use dispatch::generated::infra::builders::a_path;
use dispatch::generated::sales::builders::a_ticket;
use dispatch::generated::sales::{RefundTicketIn, SalesClient, Ticket};
use dispatch::generated::{
    Category, Cause, Coach, Ctx, PlanTrain, PlanTrainIn, Publisher, ReportDelay, ReportDelayIn,
    ReserveSeat, ReserveSeatIn, Stop,
};

fn sold() -> Ticket {
    Ticket {
        number: "T-1".to_string(),
        valid_on: NaiveDate::default(),
        ..a_ticket()
    }
}

#[tokio::test]
async fn money_comes_from_an_account() -> anyhow::Result<()> {
    let asked: Arc<Mutex<Vec<RefundTicketIn>>> = Arc::default();
    let ear = asked.clone();
    let refund = move |body: Bytes| {
        ear.lock()
            .unwrap()
            .push(serde_json::from_slice(&body).unwrap());
        std::future::ready(serde_json::json!(sold()).to_string())
    };
    let stand_in = Router::new()
        .route(
            "/rpc/request-path",
            post(async || serde_json::json!(a_path()).to_string()),
        )
        .route(
            "/rpc/get-ticket",
            post(async || serde_json::json!(sold()).to_string()),
        )
        .route("/rpc/refund-ticket", post(refund));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_in).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(InfraClient::new(&url), SalesClient::new(&url), nobody);
    let ctx = Ctx::fresh();
    let plan = PlanTrainIn {
        number: 17,
        category: Category::Express,
        runs_on: NaiveDate::default(),
        stops: vec![Stop {
            departs: Some(DateTime::UNIX_EPOCH),
            ..a_stop()
        }],
        tracks: Vec::new(),
        formation: vec![Coach {
            class: sold().class,
            seats: 3,
            ..a_coach()
        }],
    };
    app.plan_train(&ctx, plan).await?;
    let seat = ReserveSeatIn {
        ticket: "T-1".to_string(),
        train: 17,
        position: None,
    };
    app.reserve_seat(&ctx, seat).await?;
    let late = ReportDelayIn {
        train: 17,
        minutes: 90,
        cause: Cause::Crew,
        seen: DateTime::UNIX_EPOCH,
    };
    app.report_delay(&ctx, late).await?;
    let asked = asked.lock().unwrap();
    assert_eq!(asked.len(), 1);
    assert!(!asked[0].account.is_empty());
    assert_eq!(asked[0].share, 0.5);
    Ok(())
}
