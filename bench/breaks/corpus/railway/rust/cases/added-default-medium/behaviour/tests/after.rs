use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::DateTime;
use dispatch::custom::App;
use dispatch::custom::timetable::{Timetable, line};
use dispatch::generated::builders::{a_stop, a_train};
use dispatch::generated::infra::builders::a_path;
use dispatch::generated::infra::{InfraClient, RequestPathIn};
use dispatch::generated::sales::SalesClient;
use dispatch::generated::{Category, Ctx, PlanTrain, PlanTrainIn, Publisher, Stop, Train};

fn stop() -> Stop {
    Stop {
        station: "BRN".to_string(),
        departs: Some(DateTime::UNIX_EPOCH),
        platform: "3".to_string(),
        ..a_stop()
    }
}

#[test]
fn the_board_names_the_operator() {
    let mut timetable = Timetable::default();
    timetable.put(Train {
        number: 17,
        category: Category::Express,
        stops: vec![stop()],
        ..a_train()
    });
    let board = timetable.departures("BRN", DateTime::UNIX_EPOCH, 1);
    assert_eq!(board[0].operator, "RB");
    assert_eq!(line(&board[0]), "00:00 IC 17    pl. 3");
}

async fn request_path(body: Bytes) -> (StatusCode, String) {
    match serde_json::from_slice::<RequestPathIn>(&body) {
        Ok(wanted) if wanted.priority == 5 => {
            (StatusCode::OK, serde_json::json!(a_path()).to_string())
        }
        _ => (StatusCode::BAD_REQUEST, String::new()),
    }
}

#[tokio::test]
async fn paths_are_asked_for_with_the_usual_priority() -> anyhow::Result<()> {
    let stand_in = Router::new().route("/rpc/request-path", post(request_path));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_in).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(InfraClient::new(&url), SalesClient::new(&url), nobody);
    let plan = PlanTrainIn {
        number: 17,
        category: Category::Express,
        runs_on: chrono::NaiveDate::default(),
        stops: vec![stop()],
        tracks: Vec::new(),
        formation: Vec::new(),
    };
    app.plan_train(&Ctx::fresh(), plan).await?;
    Ok(())
}
