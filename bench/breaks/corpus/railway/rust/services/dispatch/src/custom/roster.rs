//! Who works when, and when they sleep.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::generated::{CrewTired, Duty};

/// The rest between two duties, at least.
const REST: Duration = Duration::from_secs(11 * 3_600);

/// When somebody works, from and to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

impl Span {
    /// How much time lies between two spans; none where they touch or meet.
    pub fn gap(self, other: Self) -> Duration {
        let (first, second) = if self <= other {
            (self, other)
        } else {
            (other, self)
        };
        (second.from - first.to).to_std().unwrap_or_default()
    }
}

impl From<&Duty> for Span {
    fn from(duty: &Duty) -> Self {
        Self {
            from: duty.starts,
            to: duty.starts + duty.lasts,
        }
    }
}

#[derive(Debug, Default)]
pub struct Roster {
    duties: BTreeMap<i32, Vec<Duty>>,
}

impl Roster {
    /// Gives somebody a duty, where there is time to rest before and after it.
    pub fn assign(&mut self, duty: Duty) -> Result<Vec<Duty>, CrewTired> {
        let crew_id = duty.crew_id;
        let duties = self.duties.entry(crew_id).or_default();
        let span = Span::from(&duty);
        let rested = duties.iter().map(|other| span.gap(other.into())).min();
        if let Some(rested) = rested.filter(|rested| *rested < REST) {
            return Err(CrewTired { crew_id, rested });
        }
        let place = duties.partition_point(|other| other.starts < duty.starts);
        duties.insert(place, duty);
        Ok(duties.clone())
    }

    /// How long each of the crew has worked, those who did most first.
    pub fn worked(&self) -> Vec<(i32, Duration)> {
        let sums = self
            .duties
            .iter()
            .map(|(crew, duties)| (*crew, duties.iter().map(|duty| duty.lasts).sum()));
        let mut sums: Vec<(i32, Duration)> = sums.collect();
        sums.sort_by_key(|&(crew, sum)| (std::cmp::Reverse(sum), crew));
        sums
    }

    /// The roster as a table that is hung on the wall.
    pub fn table(&self) -> String {
        let rows = self.duties.iter().flat_map(|(crew, duties)| {
            duties.iter().map(move |duty| {
                format!(
                    "{crew:>5} | {:<10} | {} | {} | {}",
                    duty.name,
                    duty.starts.format("%a %H:%M"),
                    hours(duty.lasts),
                    duty.train
                )
            })
        });
        rows.collect::<Vec<_>>().join("\n")
    }
}

/// A duration as hours and minutes.
pub fn hours(lasts: Duration) -> String {
    let minutes = lasts.as_secs() / 60;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::samples::at;

    fn duty(crew_id: i32, hour: u32, long: u64) -> Duty {
        Duty {
            crew_id,
            name: "Ada".to_string(),
            train: 17,
            starts: at(hour, 0),
            lasts: Duration::from_secs(long * 3_600),
        }
    }

    #[test]
    fn nobody_works_without_sleep() {
        let mut roster = Roster::default();
        assert!(roster.assign(duty(4, 2, 5)).is_ok());
        let tired = roster.assign(duty(4, 12, 4));
        assert_eq!(
            tired.map_err(|one| hours(one.rested)),
            Err("5:00".to_string())
        );
        let both = roster.assign(duty(4, 18, 4)).map(|duties| duties.len());
        assert_eq!(both, Ok(2));
    }

    #[test]
    fn who_did_most_stands_first() {
        let mut roster = Roster::default();
        for one in [duty(4, 2, 5), duty(9, 3, 8), duty(2, 1, 5)] {
            assert!(roster.assign(one).is_ok());
        }
        let crews: Vec<i32> = roster.worked().into_iter().map(|(crew, _)| crew).collect();
        assert_eq!(crews, [9, 2, 4]);
    }

    #[test]
    fn the_wall_shows_who_drives() {
        let mut roster = Roster::default();
        assert!(roster.assign(duty(4, 2, 5)).is_ok());
        assert_eq!(roster.table(), "    4 | Ada        | Mon 02:00 | 5:00 | 17");
    }
}
