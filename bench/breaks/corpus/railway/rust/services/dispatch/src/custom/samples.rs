//! What tests need: sensible trains, tickets, tracks.

use std::time::Duration;

use chrono::{DateTime, TimeZone, Utc};

use crate::generated::builders::a_train;
use crate::generated::infra::builders::{a_path, a_possession, a_restriction, a_track};
use crate::generated::infra::{Path, Possession, Reason, Restriction, Track, TrackKind};
use crate::generated::sales::builders::a_ticket;
use crate::generated::sales::{Ticket, TravelClass};
use crate::generated::{Category, Coach, Stop, Train, Wagon};

/// A moment of the day on which all tests take place: a Monday.
pub fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, hour, minute, 0)
        .single()
        .unwrap_or_default()
}

/// From Brunn to Linden in two hours.
pub fn train(number: i32, hour: u32) -> Train {
    let stops = [("BRN", None, Some(hour)), ("LND", Some(hour + 2), None)];
    Train {
        number,
        category: if number < 1_000 {
            Category::Express
        } else {
            Category::Regional
        },
        runs_on: at(0, 0).date_naive(),
        path_code: format!("P-{number}"),
        stops: stops
            .into_iter()
            .map(|(station, arrives, departs)| Stop {
                station: station.to_string(),
                arrives: arrives.map(|hour| at(hour, 0)),
                departs: departs.map(|hour| at(hour, 0)),
                platform: "3".to_string(),
            })
            .collect(),
        formation: vec![
            coach(1, TravelClass::First, 2),
            coach(2, TravelClass::Second, 4),
        ],
        ..a_train()
    }
}

fn coach(number: u32, class: TravelClass, seats: u32) -> Coach {
    Coach {
        number,
        class,
        seats,
        quiet: false,
    }
}

pub fn ticket(number: &str) -> Ticket {
    Ticket {
        number: number.to_string(),
        class: TravelClass::Second,
        valid_on: at(0, 0).date_naive(),
        ..a_ticket()
    }
}

pub fn wagon(number: &str, load_kg: u32) -> Wagon {
    Wagon {
        number: number.to_string(),
        tare_kg: 22_000,
        load_kg,
        length_m: 14.5,
        hazard: false,
    }
}

pub fn track(id: i32) -> Track {
    Track {
        id,
        kind: TrackKind::Main,
        length_m: 1_200,
        max_kmh: 160,
        ..a_track()
    }
}

pub fn path(code: &str, tracks: &[i32], departs: DateTime<Utc>) -> Path {
    Path {
        code: code.to_string(),
        tracks: tracks.to_vec(),
        departs,
        running_time: Duration::from_secs(2 * 3_600),
        ..a_path()
    }
}

pub fn possession(id: &str, track_id: i32, starts: DateTime<Utc>) -> Possession {
    Possession {
        id: id.to_string(),
        track_id,
        starts,
        lasts: Duration::from_secs(90 * 60),
        contractor: Some("Digger & Co".to_string()),
        gangs: vec!["north".to_string()],
        ..a_possession()
    }
}

pub fn restriction(id: i64, track_id: i32, kmh: i32) -> Restriction {
    Restriction {
        id,
        track_id,
        from_km: 1.5,
        to_km: 2.0,
        kmh,
        since: at(0, 0).date_naive(),
        reason: Reason::Bridge,
        ..a_restriction()
    }
}
