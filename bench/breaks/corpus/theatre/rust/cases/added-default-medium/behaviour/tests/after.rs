use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use playhouse::custom::App;
use playhouse::generated::box_office::BoxOfficeClient;
use playhouse::generated::box_office::builders::{a_customer, a_payment};
use playhouse::generated::box_office::{PayBackIn, PayMeans};
use playhouse::generated::builders::a_seat;
use playhouse::generated::programme::ProgrammeClient;
use playhouse::generated::programme::builders::{a_performance, a_production};
use playhouse::generated::programme::{Performance, PerformanceCancelled, ShowState};
use playhouse::generated::*;
use serde_json::json;

/// Gives back only what is given back for some reason.
async fn pay_back(body: Bytes) -> (StatusCode, String) {
    match serde_json::from_slice::<PayBackIn>(&body) {
        Ok(wanted) if !wanted.reason.is_empty() => (StatusCode::OK, json!(a_payment()).to_string()),
        _ => (StatusCode::BAD_REQUEST, String::new()),
    }
}

#[tokio::test]
async fn money_is_given_back_for_a_reason() -> anyhow::Result<()> {
    let evening = Performance {
        state: ShowState::OnSale,
        ..a_performance()
    };
    let evening = json!(evening).to_string();
    let router = Router::new()
        .route("/rpc/get-performance", post(async || evening))
        .route(
            "/rpc/get-production",
            post(async || json!(a_production()).to_string()),
        )
        .route(
            "/rpc/get-customer",
            post(async || json!(a_customer()).to_string()),
        )
        .route("/rpc/charge", post(async || json!(a_payment()).to_string()))
        .route("/rpc/pay-back", post(pay_back));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(
        ProgrammeClient::new(&url),
        BoxOfficeClient::new(&url),
        nobody,
    );
    let ctx = Ctx::fresh();
    let seat = Seat {
        code: "R1-1".to_string(),
        ..a_seat()
    };
    let hall = OpenHallIn {
        hall: a_performance().hall,
        seats: vec![seat],
    };
    app.open_hall(&ctx, hall).await?;
    let reserve = ReserveSeatsIn {
        customer_id: 1,
        performance_id: 1,
        seats: vec!["R1-1".to_string()],
        voucher_code: None,
    };
    let order = app.reserve_seats(&ctx, reserve).await?;
    let means = PayMeans::Card;
    app.pay_order(
        &ctx,
        PayOrderIn {
            id: order.id,
            means,
        },
    )
    .await?;
    let cancelled = PerformanceCancelled {
        performance_id: 1,
        reason: "fog".to_string(),
    };
    app.refund_house(&ctx, cancelled).await?;
    assert!(app.journal(1).is_empty());
    Ok(())
}
