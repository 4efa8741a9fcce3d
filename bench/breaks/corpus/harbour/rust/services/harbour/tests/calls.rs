//! The office with stand-ins for the registry and the tides.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::{DateTime, TimeDelta, Utc};
use harbour::custom::App;
use harbour::custom::berths::Quayside;
use harbour::custom::pilots::Roster;
use harbour::generated::builders::a_pilot;
use harbour::generated::registry::builders::a_vessel;
use harbour::generated::registry::{
    Dimensions, FindVesselIn, FleetPage, ListFleetIn, RegistryClient, Standing, StandingChanged,
    Vessel, VesselRenamed,
};
use harbour::generated::tides::builders::a_forecast;
use harbour::generated::tides::{
    Forecast, ForecastTidesIn, SurgeWarned, Tide, TideKind, TidesClient, WarningLevel,
};
use harbour::generated::{
    AnnounceCall, AnnounceCallError, AnnounceCallIn, BerthPlan, BerthPlanIn, CancelCall,
    CancelCallIn, ConfirmCall, ConfirmCallError, ConfirmCallIn, Ctx, DailyReport, DailyReportIn,
    Depart, DepartIn, HoldArrivals, ListCalls, ListCallsIn, MoorVessel, MoorVesselError,
    MoorVesselIn, Phase, Pilot, PortCall, Publisher, RenameCalls, ReviewCalls, SubmitManifest,
    SubmitManifestIn, TideWindows, TideWindowsIn,
};
use serde::Serialize;
use serde_json::json;

type Answer = (StatusCode, String);

fn answer<T: Serialize>(value: &T) -> Answer {
    (StatusCode::OK, json!(value).to_string())
}

fn aurora() -> Vessel {
    Vessel {
        call_sign: "LAXY".to_string(),
        name: "Aurora".to_string(),
        flag: "NO".to_string(),
        gross_tonnage: 9_000,
        size: Dimensions {
            length_m: 140.0,
            beam_m: 22.0,
            draft_m: 7.8,
        },
        ..a_vessel()
    }
}

/// Knows the Aurora, and the Eos, which lies in chains.
async fn find_vessel(body: Bytes) -> Answer {
    let wanted = serde_json::from_slice::<FindVesselIn>(&body).map(|wanted| wanted.call_sign);
    match wanted.as_deref() {
        Ok("LAXY") => answer(&aurora()),
        Ok("EOSS") => answer(&Vessel {
            call_sign: "EOSS".to_string(),
            name: "Eos".to_string(),
            standing: Standing::Suspended,
            ..aurora()
        }),
        other => {
            let details = json!({ "callSign": other.unwrap_or_default() });
            let error = json!({ "code": "vessel-not-found", "message": "", "details": details });
            (StatusCode::NOT_FOUND, json!({ "error": error }).to_string())
        }
    }
}

/// A fleet of three on two pages.
async fn list_fleet(body: Bytes) -> Answer {
    match serde_json::from_slice::<ListFleetIn>(&body) {
        Ok(wanted) if wanted.after.is_none() => answer(&FleetPage {
            vessels: vec![aurora(), aurora()],
            next: Some("LAXY".to_string()),
        }),
        Ok(_) => answer(&FleetPage {
            vessels: vec![aurora()],
            next: None,
        }),
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()),
    }
}

/// High water every twelve hours, low water between.
async fn forecast_tides(body: Bytes) -> Answer {
    match serde_json::from_slice::<ForecastTidesIn>(&body) {
        Ok(wanted) => {
            let tides = (0..=6).map(|turn| Tide {
                id: turn,
                kind: [TideKind::Low, TideKind::High][(turn % 2) as usize].clone(),
                at: wanted.from + TimeDelta::hours(6 * turn),
                height_cm: [50, 350][(turn % 2) as usize],
            });
            answer(&Forecast {
                tides: tides.collect(),
                ..a_forecast()
            })
        }
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()),
    }
}

fn quayside() -> Quayside {
    Quayside::with()
        .berth("A1", 800, 170.0)
        .berth("B1", 1000, 200.0)
        .built()
}

async fn app() -> anyhow::Result<App> {
    let stand_ins = Router::new()
        .route("/rpc/find-vessel", post(find_vessel))
        .route("/rpc/list-fleet", post(list_fleet))
        .route("/rpc/forecast-tides", post(forecast_tides));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_ins).await });
    let pilot = Pilot {
        id: 4,
        max_draft_cm: 900,
        ..a_pilot()
    };
    Ok(App::new(
        RegistryClient::new(&url),
        TidesClient::new(&url),
        Publisher::to(Vec::<String>::new()),
        quayside(),
        Roster::from_iter([pilot]),
    ))
}

fn at(hour: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
}

fn announcement(call_sign: &str, hour: i64) -> AnnounceCallIn {
    AnnounceCallIn {
        call_sign: call_sign.to_string(),
        agent: "Holm".to_string(),
        eta: at(hour),
        stay: Duration::from_secs(4 * 3600),
        draft_cm: None,
        priority: 0,
    }
}

async fn announced(app: &App, hour: i64) -> anyhow::Result<PortCall> {
    let ctx = Ctx::fresh();
    Ok(app.announce_call(&ctx, announcement("LAXY", hour)).await?)
}

async fn confirmed(app: &App, hour: i64) -> anyhow::Result<PortCall> {
    let ctx = Ctx::fresh();
    let confirm = ConfirmCallIn {
        call_id: announced(app, hour).await?.id,
        language: None,
    };
    Ok(app.confirm_call(&ctx, confirm).await?)
}

#[tokio::test]
async fn a_visit_from_announcement_to_invoice() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    let call = confirmed(&app, 8).await?;
    assert_eq!(call.draft_cm, 780);
    assert_eq!(call.berth.as_deref(), Some("A1"));
    assert_eq!(call.pilot_id, Some(4));
    let call_id = call.id;
    let moor = MoorVesselIn { call_id, at: at(9) };
    assert_eq!(app.moor_vessel(&ctx, moor).await?.phase, Phase::Moored);
    let lines = vec!["MSKU6011672;reefer;20000;2;S1".to_string()];
    let declared_on = at(9).date_naive();
    let manifest = SubmitManifestIn {
        call_id,
        declared_on,
        lines,
    };
    let manifest = app.submit_manifest(&ctx, manifest).await?;
    assert_eq!(manifest.weights.get("reefer"), Some(&20_000));
    let leave = DepartIn {
        call_id,
        at: at(12),
    };
    let invoice = app.depart(&ctx, leave).await?;
    let cents: Vec<i64> = invoice.fees.iter().map(|fee| fee.cents).collect();
    assert_eq!(cents, [1620, 16_000, 1300, -162]);
    assert_eq!(invoice.total_cents, 23_448);
    Ok(())
}

#[tokio::test]
async fn strangers_and_bad_ships_are_refused() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    match app.announce_call(&ctx, announcement("XXXX", 1)).await {
        Err(AnnounceCallError::VesselUnknown(error)) => assert_eq!(error.call_sign, "XXXX"),
        other => panic!("a stranger came in: {other:?}"),
    }
    match app.announce_call(&ctx, announcement("EOSS", 1)).await {
        Err(AnnounceCallError::VesselRefused(error)) => {
            assert_eq!(error.reason, "Eos is suspended");
        }
        other => panic!("a bad ship came in: {other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn berths_and_pilots_run_out() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    assert_eq!(confirmed(&app, 8).await?.berth.as_deref(), Some("A1"));
    assert_eq!(confirmed(&app, 9).await?.berth.as_deref(), Some("B1"));
    let confirm = |call_id| ConfirmCallIn {
        call_id,
        language: Some("en".to_string()),
    };
    let third = announced(&app, 10).await?;
    match app.confirm_call(&ctx, confirm(third.id)).await {
        Err(ConfirmCallError::NoBerth(error)) => assert_eq!(error.draft_cm, 780),
        other => panic!("three lie at two berths: {other:?}"),
    }
    let fourth = announced(&app, 20).await?;
    match app.confirm_call(&ctx, confirm(fourth.id)).await {
        Err(ConfirmCallError::NoPilot(error)) => assert_eq!(error.day, at(20).date_naive()),
        other => panic!("a pilot works three times: {other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn the_plan_forgets_who_cancels() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    let day = at(0).date_naive();
    let call_id = confirmed(&app, 8).await?.id;
    let plan = app.berth_plan(&ctx, BerthPlanIn { day }).await?;
    assert_eq!(plan["A1"][0].call_id, call_id);
    let reason = "no cargo".to_string();
    let cancelled = app.cancel_call(&ctx, CancelCallIn { call_id, reason });
    let remarks = cancelled.await?.remarks;
    assert_eq!(
        remarks.last().map(String::as_str),
        Some("cancelled: no cargo")
    );
    let plan = app.berth_plan(&ctx, BerthPlanIn { day }).await?;
    assert!(plan.is_empty());
    Ok(())
}

#[tokio::test]
async fn calls_come_in_pages() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    for hour in [3, 1, 2] {
        announced(&app, hour).await?;
    }
    let page = |after| ListCallsIn {
        phase: Some(Phase::Announced),
        after,
        limit: 2,
    };
    let first = app.list_calls(&ctx, page(None)).await?;
    let second = app.list_calls(&ctx, page(first.next)).await?;
    let ids = |calls: &[PortCall]| calls.iter().map(|call| call.id).collect::<Vec<_>>();
    assert_eq!(ids(&first.calls), [1, 2]);
    assert_eq!(ids(&second.calls), [3]);
    Ok(())
}

#[tokio::test]
async fn water_and_surges_decide_when() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    let early = announced(&app, 8).await?;
    let windows = TideWindowsIn {
        code: "A1".to_string(),
        draft_cm: 900,
        day: at(0).date_naive(),
    };
    let calm = app.tide_windows(&ctx, windows.clone()).await?;
    assert_eq!(calm.len(), 3);
    assert_eq!(calm[0].least_cm, 160);
    let surge = SurgeWarned {
        station_id: 3,
        from: at(6),
        until: at(10),
        level: WarningLevel::Alarm,
        extra_cm: 80,
    };
    app.hold_arrivals(&ctx, surge).await?;
    let rough = app.tide_windows(&ctx, windows).await?;
    assert_eq!(rough[0].least_cm, 210);
    let after = early.id - 1;
    let page = ListCallsIn {
        phase: None,
        after: Some(after),
        limit: 1,
    };
    let held = app.list_calls(&ctx, page).await?.calls;
    assert_eq!(held[0].eta, at(11));
    Ok(())
}

#[tokio::test]
async fn the_registry_changes_what_is_planned() -> anyhow::Result<()> {
    let (app, ctx) = (app().await?, Ctx::fresh());
    let call_id = confirmed(&app, 8).await?.id;
    let renamed = VesselRenamed {
        call_sign: "LAXY".to_string(),
        old_name: "Aurora".to_string(),
        new_name: "Boreas".to_string(),
        since: at(0).date_naive(),
    };
    app.rename_calls(&ctx, renamed).await?;
    let changed = StandingChanged {
        call_sign: "LAXY".to_string(),
        standing: Standing::Suspended,
        reason: "oil".to_string(),
    };
    app.review_calls(&ctx, changed).await?;
    let report = DailyReportIn {
        day: at(0).date_naive(),
    };
    let lines = app.daily_report(&ctx, report).await?;
    assert_eq!(lines[0], "1970-01-01, tide 3.00 m");
    assert_eq!(lines[2], "#1   Boreas         08:00 4h00   A1    cancelled");
    let moor = MoorVesselIn { call_id, at: at(8) };
    match app.moor_vessel(&ctx, moor).await {
        Err(MoorVesselError::WrongPhase(error)) => assert_eq!(error.phase, Phase::Cancelled),
        other => panic!("a suspended vessel moored: {other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn a_journal_brings_everything_back() -> anyhow::Result<()> {
    let (before, after) = (app().await?, app().await?);
    let call = confirmed(&before, 8).await?;
    let lines = before.journal()?;
    assert_eq!(after.restore(lines.iter().map(String::as_str))?, 1);
    assert_eq!(after.journal()?, lines);
    let ctx = Ctx::fresh();
    let day = call.eta.date_naive();
    let plan = after.berth_plan(&ctx, BerthPlanIn { day }).await?;
    assert_eq!(plan["A1"][0].until, at(12));
    assert_eq!(announced(&after, 9).await?.id, call.id + 1);
    Ok(())
}
