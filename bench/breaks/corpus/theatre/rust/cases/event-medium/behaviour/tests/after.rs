use axum::Router;
use axum::routing::post;
use playhouse::custom::App;
use playhouse::generated::box_office::BoxOfficeClient;
use playhouse::generated::box_office::builders::{a_customer, a_payment};
use playhouse::generated::builders::a_seat;
use playhouse::generated::programme::ProgrammeClient;
use playhouse::generated::programme::builders::{a_performance, a_production};
use playhouse::generated::programme::{CancelReason, Performance, PerformanceCancelled, ShowState};
use playhouse::generated::*;
use serde_json::json;

/// A house with one seat, and an order for it.
async fn house() -> anyhow::Result<(App, TicketOrder)> {
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
        .route(
            "/rpc/pay-back",
            post(async || json!(a_payment()).to_string()),
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
    let seat = Seat {
        code: "R1-1".to_string(),
        ..a_seat()
    };
    let hall = OpenHallIn {
        hall: a_performance().hall,
        seats: vec![seat],
    };
    app.open_hall(&Ctx::fresh(), hall).await?;
    let wanted = ReserveSeatsIn {
        customer_id: 1,
        performance_id: 1,
        seats: vec!["R1-1".to_string()],
        voucher_code: None,
    };
    let order = app.reserve_seats(&Ctx::fresh(), wanted).await?;
    Ok((app, order))
}

#[tokio::test]
async fn any_reason_frees_the_seats() -> anyhow::Result<()> {
    for reason in [
        CancelReason::Weather,
        CancelReason::from("strike".to_string()),
    ] {
        let (app, order) = house().await?;
        let cancelled = PerformanceCancelled {
            performance_id: order.performance_id,
            reason,
        };
        app.refund_house(&Ctx::fresh(), cancelled).await?;
        assert!(app.journal(order.performance_id).is_empty());
    }
    Ok(())
}
