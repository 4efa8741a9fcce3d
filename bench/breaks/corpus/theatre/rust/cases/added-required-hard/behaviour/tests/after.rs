use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::{DateTime, TimeDelta, Utc};
use playhouse::custom::App;
use playhouse::generated::box_office::BoxOfficeClient;
use playhouse::generated::programme::GetPerformanceIn;
use playhouse::generated::programme::ProgrammeClient;
use playhouse::generated::programme::builders::a_performance;
use playhouse::generated::*;
use serde_json::json;

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

async fn get_performance(body: Bytes) -> (StatusCode, String) {
    match serde_json::from_slice::<GetPerformanceIn>(&body) {
        Ok(wanted) if wanted.as_of == now() => (StatusCode::OK, json!(a_performance()).to_string()),
        _ => (StatusCode::BAD_REQUEST, String::new()),
    }
}

#[tokio::test]
async fn an_evening_is_asked_for_as_of_now() -> anyhow::Result<()> {
    let router = Router::new().route("/rpc/get-performance", post(get_performance));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(
        ProgrammeClient::new(&url),
        BoxOfficeClient::new(&url),
        nobody,
    );
    let app = app.with_clock(now);
    let wanted = ReportEveningIn { performance_id: 1 };
    assert_eq!(app.report_evening(&Ctx::fresh(), wanted).await?.sold, 0);
    Ok(())
}
