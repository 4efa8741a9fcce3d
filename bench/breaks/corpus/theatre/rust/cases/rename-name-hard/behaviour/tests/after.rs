use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use playhouse::custom::App;
use playhouse::generated::box_office::BoxOfficeClient;
use playhouse::generated::programme::ProgrammeClient;
use playhouse::generated::programme::builders::a_performance;
use playhouse::generated::*;
use serde_json::json;

/// Whatever way the call takes, it finds the same evening.
#[tokio::test]
async fn a_report_finds_its_evening() -> anyhow::Result<()> {
    let answer = async || (StatusCode::OK, json!(a_performance()).to_string());
    let router = Router::new().fallback(post(answer));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(
        ProgrammeClient::new(&url),
        BoxOfficeClient::new(&url),
        nobody,
    );
    let wanted = ReportEveningIn { performance_id: 1 };
    let report = app.report_evening(&Ctx::fresh(), wanted).await?;
    assert!(report.lines[0].ends_with("#1"));
    Ok(())
}

#[test]
fn the_input_is_what_it_was() {
    let input = playhouse::generated::programme::FindEveningIn { id: 40 };
    assert_eq!(json!(input), json!({ "id": "40" }));
}
