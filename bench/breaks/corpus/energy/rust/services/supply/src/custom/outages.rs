//! Where the grid is down, since when, and for whom.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::generated::metering::{Cause, Outage};

#[derive(Debug, Default)]
pub struct OutageLog {
    all: BTreeMap<Uuid, Outage>,
    by_zone: HashMap<String, BTreeSet<Uuid>>,
}

impl OutageLog {
    /// Notes an outage or what has become of it; tells whether it is a new one.
    pub fn note(&mut self, outage: Outage) -> bool {
        self.by_zone
            .entry(outage.zone.clone())
            .or_default()
            .insert(outage.id);
        self.all.insert(outage.id, outage).is_none()
    }

    fn of(&self, zone: &str) -> impl Iterator<Item = &Outage> {
        self.by_zone
            .get(zone)
            .into_iter()
            .flatten()
            .filter_map(|id| self.all.get(id))
    }

    /// Minutes without electricity on a day, counted once where outages overlap.
    pub fn minutes(&self, zone: &str, day: NaiveDate, now: DateTime<Utc>) -> i64 {
        let start = day.and_time(NaiveTime::MIN).and_utc();
        let end = start + TimeDelta::days(1);
        let mut spans: Vec<(DateTime<Utc>, DateTime<Utc>)> = self
            .of(zone)
            .map(|outage| (outage.began_at, outage.ended_at.unwrap_or(now)))
            .map(|(began, ended)| (began.max(start), ended.min(end)))
            .filter(|(began, ended)| began < ended)
            .collect();
        spans.sort();
        let (mut minutes, mut covered) = (0, start);
        for (began, ended) in spans {
            let began = began.max(covered);
            if ended > began {
                minutes += (ended - began).num_minutes();
                covered = ended;
            }
        }
        minutes
    }

    /// How often each cause was behind an outage of a zone.
    pub fn causes(&self, zone: &str) -> BTreeMap<String, u32> {
        let mut counts = BTreeMap::new();
        for outage in self.of(zone) {
            *counts.entry(label(&outage.cause).to_string()).or_insert(0) += 1;
        }
        counts
    }

    /// Outages that are not over, the worst first.
    pub fn open(&self) -> Vec<&Outage> {
        let mut open: Vec<&Outage> = self
            .all
            .values()
            .filter(|outage| outage.ended_at.is_none())
            .collect();
        open.sort_by(|a, b| {
            b.lost_megawatts
                .total_cmp(&a.lost_megawatts)
                .then(a.began_at.cmp(&b.began_at))
        });
        open
    }

    /// Meters that are without electricity now.
    pub fn dark(&self) -> BTreeSet<i32> {
        self.open()
            .into_iter()
            .flat_map(|outage| outage.meters.iter().copied())
            .collect()
    }
}

/// What a cause is called on a report.
pub fn label(cause: &Cause) -> &str {
    match cause {
        Cause::Weather => "storm or flood",
        Cause::Equipment => "broken equipment",
        Cause::Planned => "planned work",
        Cause::Unknown(raw) => raw,
    }
}

/// Whether those who were in the dark get something back.
pub fn is_compensated(outage: &Outage) -> bool {
    matches!(outage.cause, Cause::Equipment)
}

/// A line for the log of the day.
pub fn headline(outage: &Outage) -> String {
    let end = match outage.ended_at {
        Some(at) => format!("until {}", at.format("%H:%M")),
        None => "and goes on".to_string(),
    };
    format!(
        "{}: {} since {} {end}, {} meters, {:.1} MW ({})",
        outage.zone,
        label(&outage.cause),
        outage.began_at.format("%H:%M"),
        outage.meters.len(),
        outage.lost_megawatts,
        outage.id,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-03-01T{text}:00Z").parse().expect("a moment")
    }

    fn outage(id: u128, began: &str, ended: Option<&str>) -> Outage {
        Outage {
            id: Uuid::from_u128(id),
            zone: "north".to_string(),
            cause: Cause::Weather,
            began_at: at(began),
            ended_at: ended.map(at),
            meters: vec![7, 8],
            lost_megawatts: id as f64 / 2.0,
        }
    }

    #[test]
    fn minutes_are_counted_once() {
        let mut log = OutageLog::default();
        assert!(log.note(outage(1, "08:00", Some("09:00"))));
        assert!(log.note(outage(2, "08:30", Some("09:15"))));
        assert!(log.note(outage(3, "22:00", None)));
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day");
        assert_eq!(log.minutes("north", day, at("22:10")), 85);
        assert_eq!(log.minutes("south", day, at("22:10")), 0);
        assert!(!log.note(outage(3, "22:00", Some("22:05"))));
        assert_eq!(log.minutes("north", day, at("23:00")), 80);
    }

    #[test]
    fn the_worst_comes_first() {
        let mut log = OutageLog::default();
        for id in [1, 3, 2] {
            log.note(outage(id, "08:00", None));
        }
        let ids: Vec<u128> = log
            .open()
            .iter()
            .map(|outage| outage.id.as_u128())
            .collect();
        assert_eq!(ids, [3, 2, 1]);
        assert_eq!(log.dark().into_iter().collect::<Vec<_>>(), [7, 8]);
    }

    #[test]
    fn causes_have_names() {
        let mut log = OutageLog::default();
        log.note(outage(1, "08:00", None));
        log.note(Outage {
            cause: Cause::Planned,
            ..outage(2, "09:00", None)
        });
        let causes: Vec<(String, u32)> = log.causes("north").into_iter().collect();
        assert_eq!(
            causes,
            [
                ("planned work".to_string(), 1),
                ("storm or flood".to_string(), 1)
            ]
        );
        assert!(!is_compensated(&outage(1, "08:00", None)));
    }

    #[test]
    fn a_headline_says_it_all() {
        let line = headline(&outage(1, "08:00", Some("09:30")));
        assert_eq!(
            line,
            "north: storm or flood since 08:00 until 09:30, 2 meters, 0.5 MW (00000000-0000-0000-0000-000000000001)"
        );
    }
}
