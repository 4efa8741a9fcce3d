use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use playhouse::custom::App;
use playhouse::generated::box_office::BoxOfficeClient;
use playhouse::generated::programme::ProgrammeClient;
use playhouse::generated::programme::builders::a_production;
use playhouse::generated::*;
use serde_json::json;

async fn get_production(body: Bytes) -> (StatusCode, String) {
    if String::from_utf8_lossy(&body).contains("5000000000") {
        (StatusCode::OK, json!(a_production()).to_string())
    } else {
        (StatusCode::BAD_REQUEST, String::new())
    }
}

#[tokio::test]
async fn a_large_number_finds_its_production() -> anyhow::Result<()> {
    let router = Router::new()
        .route("/rpc/get-production", post(get_production))
        .route("/rpc/list-performances", post(async || "[]"));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(
        ProgrammeClient::new(&url),
        BoxOfficeClient::new(&url),
        nobody,
    );
    let wanted = PrintLeafletIn {
        production_id: 5_000_000_000,
    };
    let text = app.print_leaflet(&Ctx::fresh(), wanted).await?;
    assert!(text.starts_with("TITLE"));
    Ok(())
}
