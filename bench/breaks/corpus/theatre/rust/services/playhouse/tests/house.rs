//! The house with stand-ins for those whom it asks.

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::{DateTime, TimeDelta, Utc};
use playhouse::custom::App;
use playhouse::generated::box_office::builders::{a_customer, a_payment};
use playhouse::generated::box_office::{
    BoxOfficeClient, ChargeIn, Customer, CustomerMerged, GetCustomerIn, PayMeans, Payment, Standing,
};
use playhouse::generated::builders::a_seat;
use playhouse::generated::programme::builders::{a_performance, a_production};
use playhouse::generated::programme::{
    Genre, GetPerformanceIn, Performance, PerformanceCancelled, Production, ProgrammeClient,
    RehearsalCalled, ShowState,
};
use playhouse::generated::*;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::json;

type Answer = (StatusCode, String);

fn ok(value: impl Serialize) -> Answer {
    (StatusCode::OK, json!(value).to_string())
}

fn refusal(status: StatusCode, code: &str, details: serde_json::Value) -> Answer {
    let error = json!({ "code": code, "message": "", "details": details });
    (status, json!({ "error": error }).to_string())
}

/// All evenings begin a week after the clock's time.
fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

fn evening(id: i64) -> Performance {
    Performance {
        id,
        hall: "Main".to_string(),
        starts_at: now() + TimeDelta::days(7),
        state: ShowState::OnSale,
        capacity: 8,
        demand: 1.5,
        ..a_performance()
    }
}

/// Knows evening 40, which is a week away, and evening 41, which is tonight.
async fn get_performance(body: Bytes) -> Answer {
    match serde_json::from_slice::<GetPerformanceIn>(&body) {
        Ok(wanted) if wanted.id == 40 => ok(evening(wanted.id)),
        Ok(wanted) if wanted.id == 41 => ok(Performance {
            starts_at: now() + TimeDelta::hours(3),
            ..evening(wanted.id)
        }),
        _ => refusal(
            StatusCode::NOT_FOUND,
            "performance-not-found",
            json!({ "id": "42" }),
        ),
    }
}

async fn get_production() -> Answer {
    ok(Production {
        title: "Tosca".to_string(),
        genre: Genre::Opera,
        ..a_production()
    })
}

/// Everybody below 100 is a friend of the house.
async fn get_customer(body: Bytes) -> Answer {
    match serde_json::from_slice::<GetCustomerIn>(&body) {
        Ok(wanted) if wanted.id < 100 => ok(Customer {
            id: wanted.id,
            name: "Ada".to_string(),
            standing: Standing::Friend,
            ..a_customer()
        }),
        _ => refusal(
            StatusCode::NOT_FOUND,
            "customer-not-found",
            json!({ "id": 404 }),
        ),
    }
}

/// Takes no vouchers.
async fn charge(body: Bytes) -> Answer {
    match serde_json::from_slice::<ChargeIn>(&body) {
        Ok(wanted) if wanted.means != PayMeans::Voucher => ok(Payment {
            cents: wanted.cents,
            means: wanted.means,
            ..a_payment()
        }),
        _ => refusal(
            StatusCode::PAYMENT_REQUIRED,
            "payment-declined",
            json!({ "reason": "no" }),
        ),
    }
}

/// The house between its stand-ins, with a hall of one row.
async fn app() -> anyhow::Result<App> {
    let stand_ins = Router::new()
        .route("/rpc/get-performance", post(get_performance))
        .route("/rpc/get-production", post(get_production))
        .route("/rpc/list-performances", post(async || ok([evening(40)])))
        .route("/rpc/get-customer", post(get_customer))
        .route("/rpc/charge", post(charge))
        .route("/rpc/pay-back", post(async || ok(a_payment())));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_ins).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(
        ProgrammeClient::new(&url),
        BoxOfficeClient::new(&url),
        nobody,
    );
    let app = app.with_clock(now);
    let seat = |place| Seat {
        code: format!("R1-{place}"),
        band: PriceBand::Circle,
        row: 1,
        place,
        ..a_seat()
    };
    let hall = OpenHallIn {
        hall: "Main".to_string(),
        seats: (1..=8).map(seat).collect(),
    };
    assert_eq!(app.open_hall(&Ctx::fresh(), hall).await?, 8);
    Ok(app)
}

fn reserve(performance_id: i64, seats: &[&str]) -> ReserveSeatsIn {
    ReserveSeatsIn {
        customer_id: 7,
        performance_id,
        seats: seats.iter().map(|seat| seat.to_string()).collect(),
        voucher_code: None,
    }
}

#[tokio::test]
async fn seats_are_reserved_paid_and_reported() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let order = app
        .reserve_seats(&ctx, reserve(40, &["R1-2", "R1-3"]))
        .await?;
    assert_eq!(order.total, 2 * 6_840);
    assert_eq!(order.state, OrderState::Reserved);
    let pay = PayOrderIn {
        id: order.id,
        means: PayMeans::Card,
    };
    assert_eq!(app.pay_order(&ctx, pay).await?.state, OrderState::Paid);
    let taking = NoteTakingIn {
        till: Till::Bar,
        performance_id: 40,
        amount: Decimal::new(1_250, 2),
        keeper: "Ida".to_string(),
    };
    app.note_taking(&ctx, taking).await?;
    let report = app
        .report_evening(&ctx, ReportEveningIn { performance_id: 40 })
        .await?;
    assert_eq!((report.sold, report.occupancy), (2, 0.25));
    assert_eq!(report.lines[1..], ["C 2", "Bar: 12.50"]);
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_sold_is_a_declared_error() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let order = app.reserve_seats(&ctx, reserve(40, &["R1-2"])).await?;
    assert_eq!(order.tickets[0].holder.as_deref(), Some("Ada"));
    match app
        .reserve_seats(&ctx, reserve(40, &["R1-1", "R1-2"]))
        .await
    {
        Err(ReserveSeatsError::SeatTaken(taken)) => assert_eq!(taken.seat, "R1-2"),
        other => panic!("a seat was sold twice: {other:?}"),
    }
    match app.reserve_seats(&ctx, reserve(42, &["R1-1"])).await {
        Err(ReserveSeatsError::UnknownPerformance(unknown)) => assert_eq!(unknown.id, 42),
        other => panic!("there is no such evening: {other:?}"),
    }
    let pay = PayOrderIn {
        id: order.id,
        means: PayMeans::Voucher,
    };
    match app.pay_order(&ctx, pay).await {
        Err(PayOrderError::PaymentRefused(refused)) => assert_eq!(refused.reason, "no"),
        other => panic!("vouchers are not taken here: {other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn vouchers_and_subscriptions_make_it_cheaper() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let issue = IssueVoucherIn {
        worth: 1_000,
        giver: None,
        valid_days: 30,
    };
    let voucher = app.issue_voucher(&ctx, issue).await?;
    let subscribe = SubscribeIn {
        customer_id: 7,
        genre: Genre::Opera,
        visits: 1,
    };
    app.subscribe(&ctx, subscribe).await?;
    let with_voucher = ReserveSeatsIn {
        voucher_code: Some(voucher.code),
        ..reserve(40, &["R1-1"])
    };
    let order = app.reserve_seats(&ctx, with_voucher.clone()).await?;
    assert_eq!(order.total, 6_120 - 1_000);
    match app.reserve_seats(&ctx, with_voucher).await {
        Err(ReserveSeatsError::SeatTaken(taken)) => assert_eq!(taken.seat, "R1-1"),
        other => panic!("a seat was sold twice: {other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn orders_are_given_back_until_a_day_before() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let early = app.reserve_seats(&ctx, reserve(40, &["R1-1"])).await?;
    let tonight = app.reserve_seats(&ctx, reserve(41, &["R1-1"])).await?;
    let refunded = app
        .refund_order(&ctx, RefundOrderIn { id: early.id })
        .await?;
    assert_eq!(refunded.state, OrderState::Refunded);
    match app
        .refund_order(&ctx, RefundOrderIn { id: tonight.id })
        .await
    {
        Err(RefundOrderError::NotRefundable(late)) => assert_eq!(late.id, tonight.id),
        other => panic!("the curtain rises in three hours: {other:?}"),
    }
    app.reserve_seats(&ctx, reserve(40, &["R1-1"])).await?;
    let cancelled = PerformanceCancelled {
        performance_id: 41,
        reason: "the tenor is hoarse".to_string(),
    };
    app.refund_house(&ctx, cancelled).await?;
    assert!(app.journal(41).is_empty());
    assert_eq!(app.journal(40).len(), 1);
    Ok(())
}

#[tokio::test]
async fn customers_are_merged_and_the_stage_is_blocked() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let order = app.reserve_seats(&ctx, reserve(40, &["R1-5"])).await?;
    app.merge_customers(&ctx, CustomerMerged { kept: 8, gone: 7 })
        .await?;
    let theirs = ListOrdersIn {
        customer_id: 8,
        after: None,
        limit: 20,
    };
    let orders = app.list_orders(&ctx, theirs).await?;
    assert_eq!(orders[0].id, order.id);
    let day = now().date_naive();
    let rehearsal = RehearsalCalled {
        production_id: 1,
        day,
        names: vec!["Otto".to_string()],
        lasts: std::time::Duration::from_secs(5_400),
    };
    app.block_stage(&ctx, rehearsal).await?;
    assert_eq!(app.stage_taken(day).as_secs(), 5_400);
    let leaflet = app
        .print_leaflet(&ctx, PrintLeafletIn { production_id: 1 })
        .await?;
    assert!(leaflet.starts_with("TOSCA\nan opera, 1 min"));
    Ok(())
}
