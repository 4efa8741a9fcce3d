use axum::Router;
use axum::routing::post;
use playhouse::custom::App;
use playhouse::generated::box_office::BoxOfficeClient;
use playhouse::generated::programme::ProgrammeClient;
use playhouse::generated::programme::builders::{a_performance, a_production};
use playhouse::generated::*;
use serde_json::json;

#[tokio::test]
async fn a_leaflet_lists_evenings() -> anyhow::Result<()> {
    let router = Router::new()
        .route(
            "/rpc/get-production",
            post(async || json!(a_production()).to_string()),
        )
        .route(
            "/rpc/list-performances",
            post(async || json!([a_performance()]).to_string()),
        );
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(
        ProgrammeClient::new(&url),
        BoxOfficeClient::new(&url),
        nobody,
    );
    let wanted = PrintLeafletIn { production_id: 1 };
    let text = app.print_leaflet(&Ctx::fresh(), wanted).await?;
    assert!(
        text.lines()
            .last()
            .is_some_and(|line| line.ends_with("hall")),
        "{text}"
    );
    Ok(())
}
