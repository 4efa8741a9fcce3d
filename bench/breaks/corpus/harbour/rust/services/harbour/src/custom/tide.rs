//! How high the water stands, and when it is high enough.

use std::sync::Mutex;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::berths::Span;
use super::open;
use super::vessels::{Memory, retry};
use crate::generated::tides::{
    ForecastTidesError, ForecastTidesIn, SurgeWarned, Tide, TideKind, TidesClient, WarningLevel,
};
use crate::generated::{Ctx, Window};

/// The gauge at the harbour's mouth.
pub const STATION: i32 = 3;
/// Water that must stay under every keel.
pub const UNDER_KEEL_CM: i32 = 60;
/// How fine the curve is looked at.
const STEP: TimeDelta = TimeDelta::minutes(10);
/// How much of a forecast is asked for at once.
const HOURS: u32 = 36;
const DAYS_MAX: usize = 30;

type DayKey = (i32, NaiveDate);

/// Turns of the tide in the order of time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curve {
    turns: Vec<(DateTime<Utc>, i32)>,
}

impl Curve {
    pub fn new(tides: &[Tide]) -> Self {
        let mut turns: Vec<_> = tides.iter().map(|tide| (tide.at, tide.height_cm)).collect();
        turns.sort_unstable();
        turns.dedup_by_key(|turn| turn.0);
        Self { turns }
    }

    /// Height at a moment between two turns, on a half cosine.
    pub fn height_cm(&self, at: DateTime<Utc>) -> Option<f64> {
        let after = self.turns.partition_point(|turn| turn.0 <= at);
        let (start, low) = *self.turns.get(after.checked_sub(1)?)?;
        let (end, high) = *self.turns.get(after)?;
        let part = (at - start).as_seconds_f64() / (end - start).as_seconds_f64();
        let weight = (1.0 - (part * std::f64::consts::PI).cos()) / 2.0;
        Some(f64::from(low) + f64::from(high - low) * weight)
    }

    /// When at least so much water stands above chart datum, within a span.
    pub fn windows(&self, least_cm: i32, within: Span) -> Vec<Window> {
        let mut windows: Vec<Window> = Vec::new();
        let mut at = within.from;
        while at < within.until {
            let enough = self
                .height_cm(at)
                .is_some_and(|cm| cm >= f64::from(least_cm));
            let next = at + STEP;
            match windows.last_mut() {
                Some(open) if enough && open.closes == at => open.closes = next,
                _ if enough => windows.push(Window {
                    opens: at,
                    closes: next,
                    least_cm,
                }),
                _ => {}
            }
            at = next;
        }
        windows
    }
}

/// The difference between the highest and the lowest water of a day.
pub fn range_cm(tides: &[Tide]) -> Option<i32> {
    let of = |kind: TideKind| {
        tides
            .iter()
            .filter(move |tide| tide.kind == kind)
            .map(|tide| tide.height_cm)
    };
    Some(of(TideKind::High).max()? - of(TideKind::Low).min()?)
}

/// How careful a warning makes us: water that is added to what a keel needs.
pub fn caution_cm(level: &WarningLevel) -> i32 {
    match level {
        WarningLevel::Notice => 0,
        WarningLevel::Warning => 20,
        WarningLevel::Alarm => 50,
        WarningLevel::Unknown(_) => 50,
    }
}

/// Whether arrivals wait until a surge is over.
pub fn holds(surge: &SurgeWarned) -> bool {
    surge.station_id == STATION
        && (surge.level == WarningLevel::Alarm || surge.extra_cm.abs() >= 100)
}

/// What the gauges say, and what they were heard to warn of.
#[derive(Debug)]
pub struct Gauges {
    client: TidesClient,
    days: Mutex<Memory<DayKey, Vec<Tide>>>,
    surges: Mutex<Vec<SurgeWarned>>,
}

impl Gauges {
    pub fn new(client: TidesClient) -> Self {
        Self {
            client,
            days: Mutex::new(Memory::holding(DAYS_MAX)),
            surges: Mutex::default(),
        }
    }

    /// Turns of the tide around a day; a station that nobody knows has none.
    pub async fn tides(&self, ctx: &Ctx, day: NaiveDate) -> anyhow::Result<Vec<Tide>> {
        let key = (STATION, day);
        if let Some(tides) = open(&self.days).get(&key) {
            return Ok(tides);
        }
        let from = Span::of_day(day).from - TimeDelta::hours(6);
        let declared =
            |error: &ForecastTidesError| !matches!(error, ForecastTidesError::Internal(_));
        let asked = retry(declared, || {
            let wanted = ForecastTidesIn {
                station_id: STATION,
                from,
                hours: HOURS,
            };
            self.client.forecast_tides(ctx, wanted)
        });
        match asked.await {
            Ok(forecast) => {
                if forecast.wind_knots.is_some_and(|knots| knots > 40.0) {
                    // A storm bends the curve: tomorrow's forecast will be another.
                    return Ok(forecast.tides);
                }
                open(&self.days).learn(key, forecast.tides.clone());
                Ok(forecast.tides)
            }
            Err(ForecastTidesError::StationUnknown(_)) => Ok(Vec::new()),
            Err(ForecastTidesError::Internal(error)) => Err(error),
        }
    }

    pub fn warn(&self, surge: SurgeWarned) {
        open(&self.days).forget(|(station, day), _| {
            *station == surge.station_id && *day >= surge.from.date_naive()
        });
        open(&self.surges).push(surge);
    }

    /// The caution that is due within a span.
    pub fn caution_cm(&self, within: Span) -> i32 {
        open(&self.surges)
            .iter()
            .filter(|surge| {
                let warned = Span {
                    from: surge.from,
                    until: surge.until,
                };
                warned.meets(&within)
            })
            .map(|surge| caution_cm(&surge.level))
            .max()
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::tides::builders::{a_surge_warned, a_tide};

    fn tide(kind: TideKind, hour: i64, height_cm: i32) -> Tide {
        Tide {
            id: hour,
            kind,
            at: DateTime::UNIX_EPOCH + TimeDelta::hours(hour),
            height_cm,
        }
    }

    fn day() -> Vec<Tide> {
        vec![
            tide(TideKind::High, 18, 380),
            tide(TideKind::Low, 0, 40),
            tide(TideKind::High, 6, 400),
            tide(TideKind::Low, 12, 60),
        ]
    }

    #[test]
    fn between_turns_the_water_follows_a_cosine() {
        let curve = Curve::new(&day());
        let at = |hour| curve.height_cm(DateTime::UNIX_EPOCH + TimeDelta::hours(hour));
        assert_eq!(at(0), Some(40.0));
        assert!(at(3).is_some_and(|cm| (cm - 220.0).abs() < 0.01));
        assert_eq!(at(19), None);
    }

    #[test]
    fn windows_open_around_high_water() {
        let curve = Curve::new(&day());
        let within = Span::of_day(DateTime::UNIX_EPOCH.date_naive());
        let windows = curve.windows(210, within);
        assert_eq!(windows.len(), 2);
        let opens = windows[0].opens - within.from;
        assert_eq!(opens.num_minutes(), 180);
        assert_eq!(
            windows[0].closes - windows[0].opens,
            TimeDelta::minutes(380)
        );
        assert!(curve.windows(900, within).is_empty());
    }

    #[test]
    fn the_range_is_between_extremes() {
        assert_eq!(range_cm(&day()), Some(360));
        assert_eq!(range_cm(&day()[..1]), None);
        assert_eq!(range_cm(&[a_tide()]), None);
    }

    #[test]
    fn alarms_and_high_surges_hold_arrivals() {
        let surge = |station_id, level, extra_cm| SurgeWarned {
            station_id,
            level,
            extra_cm,
            ..a_surge_warned()
        };
        assert!(holds(&surge(STATION, WarningLevel::Alarm, 20)));
        assert!(holds(&surge(STATION, WarningLevel::Notice, -120)));
        assert!(!holds(&surge(STATION, WarningLevel::Warning, 90)));
        assert!(!holds(&surge(8, WarningLevel::Alarm, 200)));
    }
}
