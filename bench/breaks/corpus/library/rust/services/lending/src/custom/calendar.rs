//! When a branch is open.

use std::time::Duration;

use anyhow::{Context, ensure};
use chrono::{DateTime, Datelike, Days, NaiveDate, Timelike, Utc, Weekday};

use crate::generated::{Branch, Hours};

/// How far ahead somebody looks for an open day.
const HORIZON: u64 = 60;

/// A time of day such as `09:30`, from midnight on.
pub fn clock_time(text: &str) -> anyhow::Result<Duration> {
    let (hours, minutes) = text.split_once(':').context("a time has a colon")?;
    let hours: u64 = hours.parse().context("hours are a number")?;
    let minutes: u64 = minutes.parse().context("minutes are a number")?;
    ensure!(hours <= 24 && minutes < 60, "{text:?} is no time of day");
    Ok(Duration::from_secs(hours * 3600 + minutes * 60))
}

fn clock_words(time: Duration) -> String {
    let minutes = time.as_secs() / 60;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What holds on days that the branch says nothing about.
fn usual(day: Weekday) -> Option<(u64, u64)> {
    match day {
        Weekday::Sun => None,
        Weekday::Mon => Some((14, 19)),
        Weekday::Sat => Some((10, 14)),
        Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => Some((10, 19)),
    }
}

#[derive(Debug, Clone)]
pub struct Calendar {
    branch: Branch,
}

impl Calendar {
    pub fn new(branch: Branch) -> Self {
        Self { branch }
    }

    pub fn branch(&self) -> &Branch {
        &self.branch
    }

    /// From when to when it is open: what is said of the day, else what is usual.
    pub fn hours(&self, day: NaiveDate) -> Option<Hours> {
        if self.branch.closed.contains(&day) {
            return None;
        }
        if let Some(hours) = self.branch.opening.get(&day) {
            return Some(hours.clone());
        }
        let (opens, closes) = usual(day.weekday())?;
        Some(Hours {
            opens: Duration::from_secs(opens * 3600),
            closes: Duration::from_secs(closes * 3600),
        })
    }

    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        let time = Duration::from_secs(at.num_seconds_from_midnight().into());
        self.hours(at.date_naive())
            .is_some_and(|hours| (hours.opens..hours.closes).contains(&time))
    }

    /// The first day from this one on which something can be brought back.
    pub fn next_open(&self, from: NaiveDate) -> NaiveDate {
        (0..HORIZON)
            .filter_map(|ahead| from.checked_add_days(Days::new(ahead)))
            .find(|day| self.hours(*day).is_some())
            .unwrap_or(from)
    }

    /// How long it is open in the week that begins with a day.
    pub fn week_total(&self, from: NaiveDate) -> Duration {
        from.iter_days()
            .take(7)
            .filter_map(|day| self.hours(day))
            .map(|hours| hours.closes.saturating_sub(hours.opens))
            .sum()
    }

    /// The week as it hangs at the door.
    pub fn door_sign(&self, from: NaiveDate) -> Vec<String> {
        let line = |day: NaiveDate| match self.hours(day) {
            Some(Hours { opens, closes }) => {
                format!(
                    "{} {}-{}",
                    day.weekday(),
                    clock_words(opens),
                    clock_words(closes)
                )
            }
            None => format!("{} closed", day.weekday()),
        };
        from.iter_days().take(7).map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::fixtures::{at, day};
    use crate::generated::builders::a_branch;

    fn east() -> anyhow::Result<Calendar> {
        let late = Hours {
            opens: clock_time("10:00")?,
            closes: clock_time("21:30")?,
        };
        Ok(Calendar::new(Branch {
            opening: [(day("2026-03-05"), late)].into(),
            closed: vec![day("2026-03-06")],
            ..a_branch()
        }))
    }

    #[test]
    fn times_are_read() {
        assert_eq!(clock_time("09:30").ok(), Some(Duration::from_secs(34_200)));
        for text in ["9", "25:00", "10:60", "ten:00"] {
            assert!(clock_time(text).is_err(), "{text:?} was taken");
        }
    }

    #[test]
    fn a_day_of_its_own_goes_before_what_is_usual() -> anyhow::Result<()> {
        let east = east()?;
        let evening = Duration::from_secs(20 * 3600);
        let closes = east.hours(day("2026-03-05")).map(|hours| hours.closes);
        assert!(closes > Some(evening));
        assert!(!east.is_open(at("2026-03-08")));
        assert_eq!(east.next_open(day("2026-03-06")), day("2026-03-07"));
        Ok(())
    }

    #[test]
    fn the_sign_names_seven_days() -> anyhow::Result<()> {
        let sign = east()?.door_sign(day("2026-03-05"));
        assert_eq!(
            sign[..3],
            ["Thu 10:00-21:30", "Fri closed", "Sat 10:00-14:00"]
        );
        let total = east()?.week_total(day("2026-03-05"));
        assert_eq!(total, Duration::from_secs((23 + 8 + 10 + 18 + 18) * 1800));
        Ok(())
    }
}
