//! What meters showed, by meter and moment, and how it is kept between runs.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use chrono::{DateTime, Utc};

use crate::generated::metering::{Meter, Quality, Reading};

/// The counter that counts what is drawn; others count what is fed in.
pub const DRAWN: &str = "1.8.0";

/// All readings of one meter, by the moment.
type Series = Vec<Reading>;

#[derive(Debug, Default, PartialEq)]
pub struct ReadingLog {
    by_meter: BTreeMap<i32, Series>,
    seen: HashSet<i64>,
}

/// A line that says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    pub number: usize,
    pub field: &'static str,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {} cannot be read", self.number, self.field)
    }
}

impl std::error::Error for BadLine {}

impl ReadingLog {
    /// Notes a reading where it belongs; `false` where it was known already.
    pub fn note(&mut self, reading: Reading) -> bool {
        if !self.seen.insert(reading.id) {
            return false;
        }
        let series = self.by_meter.entry(reading.meter_id).or_default();
        let place = series.partition_point(|other| other.taken_at <= reading.taken_at);
        series.insert(place, reading);
        true
    }

    /// What a meter showed last, up to a moment.
    pub fn at(&self, meter_id: i32, register: &str, moment: DateTime<Utc>) -> Option<&Reading> {
        let series = self.by_meter.get(&meter_id)?;
        let end = series.partition_point(|reading| reading.taken_at <= moment);
        series[..end]
            .iter()
            .rfind(|reading| reading.register == register)
    }

    /// Kilowatt hours between two moments; nothing where a reading is missing on either side.
    pub fn consumed(
        &self,
        meter: &Meter,
        since: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Option<i64> {
        let first = self.at(meter.id, DRAWN, since)?;
        let last = self.at(meter.id, DRAWN, until)?;
        (last.taken_at > first.taken_at).then(|| kwh(last.watt_hours - first.watt_hours, meter))
    }

    /// Neighbours of a counter between two moments: when it was read, and how much more it showed.
    pub fn steps(
        &self,
        meter: &Meter,
        since: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Vec<(DateTime<Utc>, i64)> {
        let Some(series) = self.by_meter.get(&meter.id) else {
            return Vec::new();
        };
        let drawn: Vec<&Reading> = series
            .iter()
            .filter(|reading| reading.register == DRAWN)
            .filter(|reading| (since..=until).contains(&reading.taken_at))
            .collect();
        drawn
            .windows(2)
            .map(|pair| (pair[1].taken_at, pair[1].watt_hours - pair[0].watt_hours))
            .map(|(at, step)| (at, kwh(step, meter)))
            .collect()
    }

    /// Moves what a meter showed to the one that hangs in its place.
    pub fn rewire(&mut self, old: i32, new: i32) {
        if let Some(mut series) = self.by_meter.remove(&old) {
            for reading in &mut series {
                reading.meter_id = new;
            }
            self.by_meter.entry(new).or_default().append(&mut series);
        }
    }

    /// One line a reading, by meter and moment.
    pub fn save(&self) -> String {
        let mut text = String::new();
        for reading in self.by_meter.values().flatten() {
            text.push_str(&line(reading));
            text.push('\n');
        }
        text
    }

    pub fn load(text: &str) -> Result<Self, BadLine> {
        let mut log = Self::default();
        for (index, line) in text.lines().enumerate() {
            let reading = parse(line).map_err(|field| BadLine {
                number: index + 1,
                field,
            })?;
            log.note(reading);
        }
        Ok(log)
    }
}

/// Whole kilowatt hours of a count; a count stands for more than a watt hour at large meters.
fn kwh(count: i64, meter: &Meter) -> i64 {
    count * i64::from(meter.multiplier) / 1000
}

/// `12;7;1.8.0;2026-01-31T00:00:00+00:00;4500000;measured;Ada`
fn line(reading: &Reading) -> String {
    let reader = reading.reader.as_deref().unwrap_or("-");
    format!(
        "{};{};{};{};{};{};{reader}",
        reading.id,
        reading.meter_id,
        reading.register,
        reading.taken_at.to_rfc3339(),
        reading.watt_hours,
        reading.quality,
    )
}

fn parse(line: &str) -> Result<Reading, &'static str> {
    let fields: Vec<&str> = line.split(';').collect();
    let [
        id,
        meter_id,
        register,
        taken_at,
        watt_hours,
        quality,
        reader,
    ] = fields[..]
    else {
        return Err("the line");
    };
    Ok(Reading {
        id: id.parse().map_err(|_| "the number")?,
        meter_id: meter_id.parse().map_err(|_| "the meter")?,
        register: register.to_string(),
        taken_at: taken_at.parse().map_err(|_| "the moment")?,
        watt_hours: watt_hours.parse().map_err(|_| "the count")?,
        quality: match quality {
            "measured" => Quality::Measured,
            "estimated" => Quality::Estimated,
            "substituted" => Quality::Substituted,
            _ => return Err("the quality"),
        },
        reader: (reader != "-").then(|| reader.to_string()),
    })
}

/// How far a reading may be trusted, in percent.
pub fn trust(reading: &Reading) -> u8 {
    match (&reading.quality, &reading.reader) {
        (Quality::Measured, Some(_)) => 100,
        (Quality::Measured, None) => 95,
        (Quality::Substituted, _) => 60,
        (Quality::Estimated, _) => 40,
        (Quality::Unknown(_), _) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::metering::builders::{a_meter, a_reading};

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    fn reading(id: i64, day: &str, watt_hours: i64) -> Reading {
        Reading {
            id,
            meter_id: 7,
            register: DRAWN.to_string(),
            taken_at: moment(&format!("{day}T00:00:00Z")),
            watt_hours,
            ..a_reading()
        }
    }

    fn meter() -> Meter {
        Meter {
            id: 7,
            multiplier: 1,
            ..a_meter()
        }
    }

    fn log() -> ReadingLog {
        let mut log = ReadingLog::default();
        log.note(reading(2, "2026-02-01", 350_000));
        log.note(reading(1, "2026-01-01", 100_000));
        log.note(reading(3, "2026-03-01", 520_000));
        log
    }

    #[test]
    fn readings_are_found_by_the_moment() {
        let log = log();
        let shown = |day: &str| {
            log.at(7, DRAWN, moment(&format!("{day}T12:00:00Z")))
                .map(|reading| reading.watt_hours)
        };
        assert_eq!(shown("2025-12-31"), None);
        assert_eq!(shown("2026-01-20"), Some(100_000));
        assert_eq!(shown("2026-04-01"), Some(520_000));
        assert!(log.at(8, DRAWN, moment("2026-04-01T00:00:00Z")).is_none());
    }

    #[test]
    fn consumption_is_a_difference() {
        let log = log();
        let (from, until) = (
            moment("2026-01-01T00:00:00Z"),
            moment("2026-03-01T00:00:00Z"),
        );
        assert_eq!(log.consumed(&meter(), from, until), Some(420));
        let large = Meter {
            multiplier: 40,
            ..meter()
        };
        assert_eq!(log.consumed(&large, from, until), Some(16_800));
        assert_eq!(log.consumed(&meter(), from, from), None);
        let steps: Vec<i64> = log
            .steps(&meter(), from, until)
            .iter()
            .map(|step| step.1)
            .collect();
        assert_eq!(steps, [250, 170]);
    }

    #[test]
    fn a_reading_is_noted_once() {
        let mut log = log();
        assert!(!log.note(reading(2, "2026-02-01", 350_000)));
        log.rewire(7, 9);
        assert!(log.at(7, DRAWN, moment("2026-04-01T00:00:00Z")).is_none());
        assert!(log.at(9, DRAWN, moment("2026-04-01T00:00:00Z")).is_some());
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let mut log = log();
        log.note(Reading {
            quality: Quality::Estimated,
            reader: Some("Ada".to_string()),
            ..reading(4, "2026-04-01", 600_000)
        });
        let text = log.save();
        assert!(text.starts_with("1;7;1.8.0;2026-01-01T00:00:00+00:00;100000;measured;-\n"));
        assert!(text.ends_with(";600000;estimated;Ada\n"));
        assert_eq!(ReadingLog::load(&text), Ok(log));
    }

    #[test]
    fn a_bad_line_is_told() {
        let bad = ReadingLog::load("1;7;1.8.0;2026-01-01T00:00:00Z;many;measured;-");
        assert_eq!(
            bad.map_err(|bad| bad.to_string()),
            Err("line 1: the count cannot be read".to_string())
        );
    }

    #[test]
    fn people_are_trusted() {
        let read = Reading {
            reader: Some("Ada".to_string()),
            ..reading(1, "2026-01-01", 1)
        };
        assert_eq!(trust(&read), 100);
        assert_eq!(
            trust(&Reading {
                quality: Quality::Estimated,
                ..read
            }),
            40
        );
    }
}
