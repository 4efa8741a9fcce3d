//! The service with stand-ins for those whom it asks.

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use supply::custom::App;
use supply::generated::market::builders::{a_price_point, a_surcharge};
use supply::generated::market::{MarketClient, PricePoint, PricesPublished, Product, Surcharge};
use supply::generated::metering::builders::{a_load_profile, a_meter, a_outage, a_reading};
use supply::generated::metering::{
    GetMeterIn, ListMetersIn, LoadProfile, Meter, MeterPage, MeterReplaced, MeteringClient, Outage,
    OutageReported, Place, Quality, Reading, ReadingTaken,
};
use supply::generated::{
    AddTariff, AddTariffIn, BillContract, BillContractError, BillContractIn, Channel, Contract,
    ContractStatus, Ctx, EndContract, EndContractIn, EstimateCost, EstimateCostIn, GetContract,
    GetContractIn, KeepPrices, ListStatements, ListStatementsIn, MoveContract, NoteOutage,
    NoteReading, Period, Publisher, RegisterProducer, RegisterProducerIn, ReportZone, ReportZoneIn,
    SignContract, SignContractError, SignContractIn, Source,
};

type Answer = (StatusCode, String);

const SHEET: &str = "code: HOME-26\nname: Home\nkind: flat\nbase: 10\ntier: * 0.30\n";

fn refusal(status: StatusCode, code: &str, details: Value) -> Answer {
    let error = json!({ "code": code, "message": "", "details": details });
    (status, json!({ "error": error }).to_string())
}

fn mill_lane(id: i32) -> Meter {
    Meter {
        id,
        serial: format!("E-{id}"),
        multiplier: 1,
        place: Place {
            street: "3 Mill Lane".to_string(),
            postcode: "20095".to_string(),
            zone: "north".to_string(),
        },
        ..a_meter()
    }
}

/// Knows the meters 7, 8 and 9.
async fn get_meter(body: Bytes) -> Answer {
    match serde_json::from_slice::<GetMeterIn>(&body) {
        Ok(wanted) if (7..=9).contains(&wanted.id) => {
            (StatusCode::OK, json!(mill_lane(wanted.id)).to_string())
        }
        Ok(wanted) => refusal(
            StatusCode::NOT_FOUND,
            "meter-not-found",
            json!({ "id": wanted.id }),
        ),
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()),
    }
}

/// Gives one meter a page.
async fn list_meters(body: Bytes) -> Answer {
    match serde_json::from_slice::<ListMetersIn>(&body) {
        Ok(wanted) => {
            let page = MeterPage {
                meters: vec![mill_lane(7 + wanted.offset as i32)],
                next: (wanted.offset < 2).then_some(wanted.offset + 1),
            };
            (StatusCode::OK, json!(page).to_string())
        }
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()),
    }
}

async fn get_profile() -> Answer {
    let profile = LoadProfile {
        kilowatts: vec![120.0, 80.5],
        ..a_load_profile()
    };
    (StatusCode::OK, json!(profile).to_string())
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn counted(id: i64, taken_at: &str, watt_hours: i64) -> Reading {
    Reading {
        id,
        meter_id: 7,
        register: "1.8.0".to_string(),
        taken_at: moment(taken_at),
        watt_hours,
        ..a_reading()
    }
}

/// What meter 7 showed at both ends of January.
async fn list_readings() -> Answer {
    let readings = [
        counted(1, "2026-01-01T00:00:00Z", 1_000_000),
        counted(2, "2026-02-01T00:00:00Z", 1_200_000),
    ];
    (StatusCode::OK, json!(readings).to_string())
}

async fn current_surcharges() -> Answer {
    let fee = Surcharge {
        name: "Grid fee".to_string(),
        per_kwh: Decimal::new(5, 2),
        ..a_surcharge()
    };
    (StatusCode::OK, json!([fee]).to_string())
}

async fn spot_prices() -> Answer {
    refusal(
        StatusCode::SERVICE_UNAVAILABLE,
        "market-closed",
        json!({ "area": "DE" }),
    )
}

async fn get_forecast() -> Answer {
    let details = json!({ "area": "DE", "day": "2026-03-01" });
    refusal(StatusCode::NOT_FOUND, "no-forecast", details)
}

/// The service between its stand-ins, with a tariff.
async fn app() -> anyhow::Result<App> {
    let stand_ins = Router::new()
        .route("/rpc/get-meter", post(get_meter))
        .route("/rpc/list-meters", post(list_meters))
        .route("/rpc/list-readings", post(list_readings))
        .route("/rpc/get-profile", post(get_profile))
        .route("/rpc/current-surcharges", post(current_surcharges))
        .route("/rpc/spot-prices", post(spot_prices))
        .route("/rpc/get-forecast", post(get_forecast));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_ins).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(MeteringClient::new(&url), MarketClient::new(&url), nobody);
    let sheet = SHEET.to_string();
    app.add_tariff(&Ctx::fresh(), AddTariffIn { sheet }).await?;
    Ok(app)
}

async fn signed(app: &App, meter_id: i32) -> Result<Contract, SignContractError> {
    let wish = SignContractIn {
        customer: "Ada".to_string(),
        meter_id,
        tariff: "HOME-26".to_string(),
        starts_on: day("2026-01-01"),
        iban: None,
        channel: Channel::Post,
    };
    app.sign_contract(&Ctx::fresh(), wish).await
}

#[tokio::test]
async fn a_contract_is_signed_and_ended() -> anyhow::Result<()> {
    let app = app().await?;
    let contract = signed(&app, 7).await?;
    assert_eq!(contract.id, 1);
    assert_eq!(contract.status, ContractStatus::Active);
    assert_eq!(contract.deposit, Decimal::from(20));
    assert_eq!(contract.tags.get("serial").map(String::as_str), Some("E-7"));
    let end = EndContractIn {
        id: contract.id,
        on: day("2026-12-31"),
    };
    app.end_contract(&Ctx::fresh(), end).await?;
    let found = app
        .get_contract(&Ctx::fresh(), GetContractIn { id: 1 })
        .await?;
    assert_eq!(found.ends_on, Some(day("2026-12-31")));
    Ok(())
}

#[tokio::test]
async fn strange_meters_are_refused() -> anyhow::Result<()> {
    let app = app().await?;
    let refused = signed(&app, 5).await;
    assert!(
        matches!(refused, Err(SignContractError::UnknownMeter(unknown)) if unknown.meter_id == 5)
    );
    signed(&app, 8).await?;
    let refused = signed(&app, 8).await;
    assert!(matches!(refused, Err(SignContractError::MeterTaken(taken)) if taken.contract_id == 1));
    Ok(())
}

#[tokio::test]
async fn january_is_billed() -> anyhow::Result<()> {
    let app = app().await?;
    let contract = signed(&app, 7).await?;
    let ctx = Ctx::fresh();
    let bill = |from: &str, until: &str| BillContractIn {
        id: contract.id,
        period: Period {
            from: day(from),
            until: day(until),
        },
    };
    let statement = app
        .bill_contract(&ctx, bill("2026-01-01", "2026-02-01"))
        .await?;
    assert_eq!(statement.number, "00001-202601-0");
    assert_eq!(statement.kwh, 200);
    assert_eq!(statement.total, Decimal::new(8185, 2));
    let early = app
        .bill_contract(&ctx, bill("2025-01-01", "2025-02-01"))
        .await;
    assert!(matches!(early, Err(BillContractError::NoReadings(none)) if none.meter_id == 7));
    let wanted = ListStatementsIn {
        contract_id: contract.id,
    };
    assert_eq!(app.list_statements(&ctx, wanted).await?, [statement]);
    Ok(())
}

#[tokio::test]
async fn a_zone_is_reported() -> anyhow::Result<()> {
    let app = app().await?;
    signed(&app, 7).await?;
    signed(&app, 9).await?;
    let wanted = ReportZoneIn {
        zone: "north".to_string(),
        day: day("2026-03-01"),
    };
    let report = app.report_zone(&Ctx::fresh(), wanted).await?;
    assert_eq!(report.contracts, 2);
    assert_eq!(report.peak_kw, 120.0);
    assert_eq!(report.renewable, None);
    assert_eq!(report.kwh_by_tariff.get("HOME-26"), Some(&0));
    Ok(())
}

#[tokio::test]
async fn odd_guesses_are_left_out() -> anyhow::Result<()> {
    let app = app().await?;
    let mut guess = counted(5, "2026-03-01T00:00:00Z", 9_000_000);
    guess.quality = Quality::Estimated;
    for plausible in [false, true] {
        let event = ReadingTaken {
            reading: guess.clone(),
            plausible,
        };
        app.note_reading(&Ctx::fresh(), event).await?;
        assert_eq!(app.books().readings.save().is_empty(), !plausible);
    }
    Ok(())
}

#[tokio::test]
async fn outages_suspend_and_replaced_meters_move() -> anyhow::Result<()> {
    let app = app().await?;
    signed(&app, 7).await?;
    let outage = Outage {
        zone: "north".to_string(),
        began_at: moment("2026-03-01T08:00:00Z"),
        ended_at: None,
        meters: vec![7],
        ..a_outage()
    };
    app.note_outage(&Ctx::fresh(), OutageReported { outage })
        .await?;
    let replaced = MeterReplaced {
        old_id: 7,
        meter: mill_lane(9),
        final_count: 1_300_000,
    };
    app.move_contract(&Ctx::fresh(), replaced).await?;
    let found = app
        .get_contract(&Ctx::fresh(), GetContractIn { id: 1 })
        .await?;
    assert_eq!(found.status, ContractStatus::Suspended);
    assert_eq!(found.meter_id, 9);
    Ok(())
}

#[tokio::test]
async fn published_prices_need_no_market() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let today = day("2026-03-01");
    let asked = app.prices(&ctx, "DE", today, Product::DayAhead).await;
    let error = asked.map_err(|error| error.to_string());
    assert_eq!(error, Err("the market of DE is closed".to_string()));
    let event = PricesPublished {
        area: "DE".to_string(),
        day: today,
        product: Product::DayAhead,
        points: vec![PricePoint {
            price: Decimal::new(-150, 2),
            ..a_price_point()
        }],
        sequence: 1,
    };
    app.keep_prices(&ctx, event).await?;
    let points = app.prices(&ctx, "DE", today, Product::DayAhead).await?;
    assert_eq!(points[0].price, Decimal::new(-150, 2));
    Ok(())
}

#[tokio::test]
async fn producers_and_estimates() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let roof = RegisterProducerIn {
        name: "Ada".to_string(),
        meter_id: 8,
        source: Source::Solar,
        capacity_kw: 9.8,
    };
    let producer = app.register_producer(&ctx, roof).await?;
    assert_eq!(producer.rate, Decimal::new(811, 4));
    let asked = EstimateCostIn {
        tariff: "HOME-26".to_string(),
        yearly_kwh: 2500,
    };
    assert_eq!(app.estimate_cost(&ctx, asked).await?, Decimal::from(870));
    Ok(())
}
