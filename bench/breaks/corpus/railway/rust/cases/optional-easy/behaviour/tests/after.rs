use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use dispatch::custom::App;
use dispatch::generated::builders::a_found_item;
use dispatch::generated::infra::InfraClient;
use dispatch::generated::sales::builders::a_passenger;
use dispatch::generated::sales::{Passenger, SalesClient};
use dispatch::generated::{Ctx, FoundItem, Publisher};
use uuid::Uuid;

async fn get_passenger(_: Bytes) -> String {
    let ada = Passenger {
        name: "Ada".to_string(),
        phone: "555 17".to_string(),
        ..a_passenger()
    };
    serde_json::json!(ada).to_string()
}

#[tokio::test]
async fn a_letter_has_the_number() -> anyhow::Result<()> {
    let stand_in = Router::new().route("/rpc/get-passenger", post(get_passenger));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_in).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(InfraClient::new(&url), SalesClient::new(&url), nobody);
    let item = FoundItem {
        owner: Some(Uuid::nil()),
        ..a_found_item()
    };
    let letter = app.letter(&Ctx::fresh(), &item).await?;
    assert!(letter.is_some_and(|letter| letter.starts_with("Ada [555 17]: No. ")));
    Ok(())
}
