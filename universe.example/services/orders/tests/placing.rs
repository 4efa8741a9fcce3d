//! The service over HTTP, with stand-ins for those whom it asks.

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use orders::custom::App;
use orders::generated::catalog::builders::a_product;
use orders::generated::catalog::{CatalogClient, GetProductIn, Product};
use orders::generated::users::builders::a_user_profile;
use orders::generated::users::{GetUserIn, UserProfile, UsersClient};
use orders::generated::{
    Ctx, Item, ListOrders, ListOrdersIn, MarkPaid, MarkPaidIn, OrderStatus, PlaceOrder,
    PlaceOrderError, PlaceOrderIn, Publisher,
};
use serde_json::json;

type Answer = (StatusCode, String);

/// Knows one person only, whose name is Ada.
async fn get_user(body: Bytes) -> Answer {
    let ada = UserProfile {
        id: 7,
        display_name: "Ada".to_string(),
        ..a_user_profile()
    };
    match serde_json::from_slice::<GetUserIn>(&body) {
        Ok(wanted) if wanted.id == ada.id => (StatusCode::OK, json!(ada).to_string()),
        Ok(wanted) => {
            let details = json!({ "id": wanted.id });
            let error = json!({ "code": "user-not-found", "message": "", "details": details });
            (StatusCode::NOT_FOUND, json!({ "error": error }).to_string())
        }
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()),
    }
}

/// Has five of everything, at 450 cents.
async fn get_product(body: Bytes) -> Answer {
    match serde_json::from_slice::<GetProductIn>(&body) {
        Ok(wanted) => {
            let product = Product {
                sku: wanted.sku,
                price_cents: 450,
                stock: 5,
                ..a_product()
            };
            (StatusCode::OK, json!(product).to_string())
        }
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()),
    }
}

/// The service between its stand-ins.
async fn app() -> anyhow::Result<App> {
    let stand_ins = Router::new()
        .route("/rpc/get-user", post(get_user))
        .route("/rpc/get-product", post(get_product));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_ins).await });
    let nobody = Publisher::to(Vec::<String>::new());
    Ok(App::new(
        UsersClient::new(&url),
        CatalogClient::new(&url),
        nobody,
    ))
}

fn tea(quantity: i32) -> Vec<Item> {
    vec![Item {
        sku: "tea".to_string(),
        quantity,
    }]
}

#[tokio::test]
async fn an_order_is_placed_listed_and_paid() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let basket = PlaceOrderIn {
        user_id: 7,
        items: tea(2),
    };
    let placed = app.place_order(&ctx, basket).await?;
    assert_eq!(placed.label, "Ada #7");
    assert_eq!(placed.total_cents, 900);
    let paid = app.mark_paid(&ctx, MarkPaidIn { id: placed.id }).await?;
    assert_eq!(paid.status, OrderStatus::Paid);
    let whose = ListOrdersIn {
        user_id: placed.user_id,
    };
    assert_eq!(app.list_orders(&ctx, whose).await?, [paid]);
    Ok(())
}

#[tokio::test]
async fn strangers_and_empty_shelves_are_declared_errors() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let stranger = PlaceOrderIn {
        user_id: 404,
        items: tea(1),
    };
    match app.place_order(&ctx, stranger).await {
        Err(PlaceOrderError::UnknownCustomer(error)) => assert_eq!(error.user_id, 404),
        other => panic!("a stranger bought: {other:?}"),
    }
    let greedy = PlaceOrderIn {
        user_id: 7,
        items: tea(6),
    };
    match app.place_order(&ctx, greedy).await {
        Err(PlaceOrderError::OutOfStock(error)) => assert_eq!(error.sku, "tea"),
        other => panic!("more was sold than is there: {other:?}"),
    }
    Ok(())
}
