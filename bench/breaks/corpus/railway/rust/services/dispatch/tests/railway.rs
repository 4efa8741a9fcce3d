//! The service between stand-ins for those whom it asks.

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use dispatch::custom::App;
use dispatch::generated::builders::{a_duty, a_wagon};
use dispatch::generated::infra::builders::{a_path, a_possession, a_restriction, a_track};
use dispatch::generated::infra::{
    GetTrackIn, InfraClient, Path, Possession, PossessionGranted, PossessionsOnIn, RequestPathIn,
    RestrictionImposed, RestrictionLifted, Track,
};
use dispatch::generated::sales::builders::{a_passenger, a_ticket};
use dispatch::generated::sales::{
    GetTicketIn, Passenger, RefundTicketIn, SalesClient, Ticket, TicketRefunded, TravelClass,
};
use dispatch::generated::*;
use serde_json::{Value, json};
use uuid::Uuid;

type Answer = (StatusCode, String);

fn refusal(status: StatusCode, code: &str, details: &Value) -> Answer {
    let error = json!({ "code": code, "message": "", "details": details });
    (status, json!({ "error": error }).to_string())
}

fn read<T: serde::de::DeserializeOwned>(body: &Bytes) -> T {
    serde_json::from_slice(body).unwrap_or_else(|error| panic!("{error}"))
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default()
}

fn at(hour: i64) -> DateTime<Utc> {
    day().and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(hour)
}

async fn get_track(body: Bytes) -> Answer {
    let GetTrackIn { id } = read(&body);
    if id > 90 {
        return refusal(
            StatusCode::NOT_FOUND,
            "track-not-found",
            &json!({ "id": id }),
        );
    }
    let track = Track {
        id,
        length_m: 400,
        ..a_track()
    };
    (StatusCode::OK, json!(track).to_string())
}

/// Nobody leaves before six.
async fn request_path(body: Bytes) -> Answer {
    let wanted: RequestPathIn = read(&body);
    if wanted.departs < at(6) {
        let details = json!({ "why": "asleep", "earliest": at(6) });
        return refusal(StatusCode::CONFLICT, "path-refused", &details);
    }
    let path = Path {
        code: format!("P-{}", wanted.departs.timestamp()),
        tracks: wanted.tracks,
        departs: wanted.departs,
        running_time: std::time::Duration::from_secs(5_400),
        ..a_path()
    };
    (StatusCode::OK, json!(path).to_string())
}

/// Sixty possessions on every day.
async fn possessions_on(body: Bytes) -> String {
    let PossessionsOnIn { offset, limit, .. } = read(&body);
    let some = (offset..60).take(limit as usize).map(|turn| Possession {
        id: format!("X-{turn}"),
        ..a_possession()
    });
    json!(some.collect::<Vec<_>>()).to_string()
}

async fn get_ticket(body: Bytes) -> Answer {
    let GetTicketIn { number } = read(&body);
    if number.starts_with('?') {
        return refusal(
            StatusCode::NOT_FOUND,
            "ticket-not-found",
            &json!({ "number": number }),
        );
    }
    (StatusCode::OK, json!(sold(&number)).to_string())
}

fn sold(number: &str) -> Ticket {
    Ticket {
        number: number.to_string(),
        class: TravelClass::Second,
        valid_on: day(),
        ..a_ticket()
    }
}

async fn refund_ticket(body: Bytes) -> Answer {
    let wanted: RefundTicketIn = read(&body);
    (StatusCode::OK, json!(sold(&wanted.number)).to_string())
}

async fn get_passenger(_: Bytes) -> String {
    let ada = Passenger {
        name: "Ada".to_string(),
        ..a_passenger()
    };
    json!(ada).to_string()
}

async fn app() -> anyhow::Result<App> {
    let stand_ins = Router::new()
        .route("/rpc/get-track", post(get_track))
        .route("/rpc/request-path", post(request_path))
        .route("/rpc/possessions-on", post(possessions_on))
        .route("/rpc/get-ticket", post(get_ticket))
        .route("/rpc/refund-ticket", post(refund_ticket))
        .route("/rpc/get-passenger", post(get_passenger));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_ins).await });
    let nobody = Publisher::to(Vec::<String>::new());
    Ok(App::new(
        InfraClient::new(&url),
        SalesClient::new(&url),
        nobody,
    ))
}

fn plan(number: i32, category: Category, hour: i64) -> PlanTrainIn {
    let stop = |station: &str, arrives: Option<i64>, departs: Option<i64>| Stop {
        station: station.to_string(),
        arrives: arrives.map(at),
        departs: departs.map(at),
        platform: "7".to_string(),
    };
    PlanTrainIn {
        number,
        category,
        runs_on: day(),
        stops: vec![
            stop("BRN", None, Some(hour)),
            stop("LND", Some(hour + 1), None),
        ],
        tracks: vec![4, 5],
        formation: vec![Coach {
            number: 1,
            class: TravelClass::Second,
            seats: 2,
            quiet: true,
        }],
    }
}

fn seat(ticket: &str) -> ReserveSeatIn {
    ReserveSeatIn {
        ticket: ticket.to_string(),
        train: 17,
        position: Some(SeatPosition::Aisle),
    }
}

#[tokio::test]
async fn a_train_is_planned_and_shown() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    let train = app.plan_train(&ctx, plan(17, Category::Express, 9)).await?;
    assert_eq!((train.delay, train.state), (0, TrainState::Planned));
    app.plan_train(&ctx, plan(1204, Category::Regional, 8))
        .await?;
    let wanted = DeparturesIn {
        station: "BRN".to_string(),
        after: at(8),
        limit: 1,
    };
    let board = app.departures(&ctx, wanted).await?;
    assert_eq!(board.len(), 1);
    assert_eq!((board[0].label.as_str(), board[0].train), ("R 1204", 1204));
    Ok(())
}

#[tokio::test]
async fn no_path_is_said_with_the_next_one() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    let early = app.plan_train(&ctx, plan(17, Category::Express, 5)).await;
    assert!(matches!(early, Err(PlanTrainError::NoPath(no)) if no.earliest == at(6)));
    let odd = app.plan_train(&ctx, plan(17, Category::Freight, 9)).await;
    assert!(matches!(odd, Err(PlanTrainError::Internal(_))));
    let gone = PlanTrainIn {
        tracks: vec![4, 99],
        ..plan(17, Category::Express, 9)
    };
    let said = app
        .plan_train(&ctx, gone)
        .await
        .map_err(|error| error.to_string());
    assert!(said.is_err());
    Ok(())
}

#[tokio::test]
async fn seats_are_given_and_given_back() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    app.plan_train(&ctx, plan(17, Category::Express, 9)).await?;
    let first = app.reserve_seat(&ctx, seat("T-1")).await?;
    assert_eq!((first.seat, first.position), (2, SeatPosition::Aisle));
    assert_eq!(first.fee.to_string(), "5.50");
    app.reserve_seat(&ctx, seat("T-2")).await?;
    let full = app.reserve_seat(&ctx, seat("T-3")).await;
    assert!(matches!(full, Err(ReserveSeatError::TrainFull(one)) if one.number == 17));
    let event = TicketRefunded {
        number: "T-1".to_string(),
        amount: rust_decimal::Decimal::TEN,
    };
    app.free_seats(&ctx, event).await?;
    assert_eq!(app.reserve_seat(&ctx, seat("T-3")).await?.seat, 2);
    let unsold = app.reserve_seat(&ctx, seat("?")).await;
    assert!(matches!(unsold, Err(ReserveSeatError::Internal(_))));
    Ok(())
}

#[tokio::test]
async fn lateness_is_told_and_counted() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    app.plan_train(&ctx, plan(17, Category::Express, 9)).await?;
    app.reserve_seat(&ctx, seat("T-1")).await?;
    let late = ReportDelayIn {
        train: 17,
        minutes: 75,
        cause: Cause::Crew,
        seen: at(10),
    };
    let train = app.report_delay(&ctx, late.clone()).await?;
    assert_eq!((train.delay, train.state), (75, TrainState::Running));
    let told = app.day_report(&ctx, DayReportIn { day: day() }).await?;
    assert_eq!((told.trains, told.on_time, told.worst), (1, 0.0, Some(17)));
    let nobody = ReportDelayIn { train: 18, ..late };
    let missing = app.report_delay(&ctx, nobody).await;
    assert!(matches!(missing, Err(ReportDelayError::TrainNotFound(one)) if one.number == 18));
    Ok(())
}

#[tokio::test]
async fn a_possession_takes_trains_away() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    app.plan_train(&ctx, plan(17, Category::Express, 9)).await?;
    let possession = Possession {
        track_id: 5,
        starts: at(10),
        lasts: std::time::Duration::from_secs(7_200),
        ..a_possession()
    };
    app.clear_track(&ctx, PossessionGranted { possession })
        .await?;
    let wanted = DeparturesIn {
        station: "BRN".to_string(),
        after: at(0),
        limit: 8,
    };
    assert!(app.departures(&ctx, wanted).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn restrictions_come_and_go() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    let restriction = a_restriction();
    let id = restriction.id;
    let imposed = RestrictionImposed {
        restriction,
        announced: at(1),
    };
    app.slow_down(&ctx, imposed).await?;
    app.speed_up(&ctx, RestrictionLifted { id }).await?;
    app.speed_up(&ctx, RestrictionLifted { id }).await
}

#[tokio::test]
async fn wagons_go_to_freight_trains() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    app.plan_train(&ctx, plan(40_100, Category::Freight, 9))
        .await?;
    app.plan_train(&ctx, plan(17, Category::Express, 9)).await?;
    let wish = |train: i32, load_kg: u32| AcceptFreightIn {
        sender: "Mill".to_string(),
        train,
        wagons: vec![Wagon {
            load_kg,
            ..a_wagon()
        }],
    };
    let taken = app.accept_freight(&ctx, wish(40_100, 2_500)).await?;
    assert_eq!(taken.charge.to_string(), "37.50");
    let heavy = app.accept_freight(&ctx, wish(40_100, 2_000_000)).await;
    assert!(matches!(heavy, Err(AcceptFreightError::Overloaded(one)) if one.limit_kg == 1_600_000));
    assert!(app.accept_freight(&ctx, wish(17, 1)).await.is_err());
    Ok(())
}

#[tokio::test]
async fn crews_drive_trains_that_run() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    app.plan_train(&ctx, plan(17, Category::Express, 9)).await?;
    let duty = |train: i32, hour: i64| Duty {
        train,
        crew_id: 4,
        starts: at(hour),
        lasts: std::time::Duration::from_secs(3_600),
        ..a_duty()
    };
    let missing = app
        .assign_duty(&ctx, AssignDutyIn { duty: duty(18, 9) })
        .await;
    assert!(matches!(missing, Err(AssignDutyError::TrainNotFound(_))));
    app.assign_duty(&ctx, AssignDutyIn { duty: duty(17, 9) })
        .await?;
    let tired = app
        .assign_duty(&ctx, AssignDutyIn { duty: duty(17, 12) })
        .await;
    assert!(matches!(tired, Err(AssignDutyError::CrewTired(one)) if one.rested.as_secs() == 7_200));
    Ok(())
}

#[tokio::test]
async fn found_things_are_handed_in_and_claimed() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    let hat = HandInIn {
        description: "A hat".to_string(),
        found_on: day(),
        train: None,
        tags: vec!["Straw".to_string()],
        worth: None,
    };
    let item = app.hand_in(&ctx, hat).await?;
    assert_eq!(app.letter(&ctx, &item).await?, None);
    let wanted = FindItemsIn {
        word: "straw".to_string(),
        page: 1,
        size: 20,
    };
    assert_eq!(app.find_items(&ctx, wanted).await?, vec![item.clone()]);
    let owner = Uuid::from_u128(7);
    let claim = ClaimItemIn { id: item.id, owner };
    let claimed = app.claim_item(&ctx, claim).await?;
    let letter = app.letter(&ctx, &claimed).await?;
    assert_eq!(
        letter.as_deref(),
        Some("Ada [no phone]: No. 00001, 02.03., station")
    );
    Ok(())
}

#[tokio::test]
async fn the_drivers_book_has_all_pages() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    let book = app.book(&ctx, day()).await?;
    assert_eq!(book.len(), 60);
    assert!(book[59].starts_with("X-59 track "));
    Ok(())
}
