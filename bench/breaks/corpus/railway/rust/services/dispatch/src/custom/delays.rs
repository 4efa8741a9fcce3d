//! What is late, why, and what passengers get for it.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};

use crate::generated::{Cause, Minutes, Punctuality, Train, TrainNumber, TrainState};

/// Who is this late, or less, is on time.
const ON_TIME: Minutes = 5;

/// What one may be told of a cause: how it is announced, and whether it is the railway's own fault.
const CAUSES: [(Cause, &str, bool); 4] = [
    (Cause::Weather, "because of the weather", false),
    (Cause::Signalling, "because of a faulty signal", true),
    (Cause::Crew, "because its crew is late", true),
    (Cause::Works, "because of works on the line", false),
];

/// How bad a delay is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    None,
    Minor,
    Major,
}

impl Severity {
    pub fn of(minutes: Minutes) -> Self {
        match minutes {
            i32::MIN..=ON_TIME => Self::None,
            6..=29 => Self::Minor,
            _ => Self::Major,
        }
    }
}

/// Somebody saw a train being late.
#[derive(Debug, Clone, PartialEq)]
pub struct Sighting {
    pub train: TrainNumber,
    pub minutes: Minutes,
    pub cause: Cause,
    pub seen: DateTime<Utc>,
}

/// Is told of every sighting, and may have something to say about it.
type Watcher = Box<dyn Fn(&Sighting) -> Option<String> + Send>;

#[derive(Default)]
pub struct DelayLog {
    sightings: Vec<Sighting>,
    known: HashSet<(TrainNumber, DateTime<Utc>)>,
    watchers: Vec<Watcher>,
}

impl DelayLog {
    pub fn watch(&mut self, watcher: impl Fn(&Sighting) -> Option<String> + Send + 'static) {
        self.watchers.push(Box::new(watcher));
    }

    /// Writes a sighting down, once, and gives what watchers say.
    pub fn note(&mut self, sighting: Sighting) -> Vec<String> {
        if !self.known.insert((sighting.train, sighting.seen)) {
            return Vec::new();
        }
        let said = self.watchers.iter().filter_map(|tell| tell(&sighting));
        let said = said.collect();
        self.sightings.push(sighting);
        said
    }

    /// The worst that was seen of each train of a day, with its cause.
    fn worst(&self, day: NaiveDate) -> BTreeMap<TrainNumber, (Minutes, &Cause)> {
        let mut worst = BTreeMap::new();
        for one in self
            .sightings
            .iter()
            .filter(|one| one.seen.date_naive() == day)
        {
            let entry = worst.entry(one.train).or_insert((one.minutes, &one.cause));
            if entry.0 < one.minutes {
                *entry = (one.minutes, &one.cause);
            }
        }
        worst
    }

    /// How a day went for the trains that ran on it.
    pub fn punctuality(&self, day: NaiveDate, trains: &[&Train]) -> Punctuality {
        let ran: Vec<&&Train> = trains
            .iter()
            .filter(|train| !matches!(train.state, TrainState::Cancelled))
            .collect();
        let worst = self.worst(day);
        let late = |train: &&&Train| {
            let seen = worst.get(&train.number).map_or(0, |(minutes, _)| *minutes);
            Severity::of(seen) > Severity::None
        };
        let on_time = ran.len() - ran.iter().filter(|train| late(train)).count();
        let mut by_cause: BTreeMap<String, Minutes> = BTreeMap::new();
        for (minutes, cause) in worst.values() {
            *by_cause.entry(cause.to_string()).or_default() += minutes;
        }
        Punctuality {
            day,
            trains: i32::try_from(ran.len()).unwrap_or(i32::MAX),
            on_time: share(on_time, ran.len()),
            by_cause,
            worst: worst
                .iter()
                .max_by_key(|(_, (minutes, _))| *minutes)
                .map(|(number, _)| *number),
        }
    }
}

/// A part of a whole; the whole of nothing is everything.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 1.0;
    }
    part as f64 / whole as f64
}

/// What loudspeakers say.
pub fn announcement(label: &str, minutes: Minutes, cause: &Cause) -> String {
    let reason = CAUSES
        .iter()
        .find(|(known, _, _)| known == cause)
        .map_or("for unknown reasons", |(_, reason, _)| *reason);
    format!("{label} is {minutes} minutes late {reason}")
}

/// The share of the fare that is given back.
pub fn refund_share(minutes: Minutes, cause: &Cause) -> f64 {
    let at_fault = CAUSES.iter().any(|(known, _, own)| known == cause && *own);
    match minutes {
        ..60 => 0.0,
        60..120 if at_fault => 0.5,
        120.. if at_fault => 1.0,
        _ => 0.25,
    }
}

/// A day in a few lines, for the morning's meeting.
pub fn report(punctuality: &Punctuality) -> String {
    let mut lines = vec![format!(
        "{}: {} trains, {:.0} % on time",
        punctuality.day,
        punctuality.trains,
        punctuality.on_time * 100.0
    )];
    let mut causes: Vec<(&String, &Minutes)> = punctuality.by_cause.iter().collect();
    causes.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    lines.extend(
        causes
            .iter()
            .map(|(cause, lost)| format!("  {cause}: {lost} min")),
    );
    if let Some(number) = punctuality.worst {
        lines.push(format!("  worst: {number}"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::samples::{at, train};

    fn sighting(train: TrainNumber, minutes: Minutes, cause: Cause) -> Sighting {
        Sighting {
            train,
            minutes,
            cause,
            seen: at(10, 0) + chrono::TimeDelta::seconds(i64::from(minutes)),
        }
    }

    #[test]
    fn a_day_is_counted() {
        let mut log = DelayLog::default();
        log.note(sighting(17, 4, Cause::Weather));
        log.note(sighting(1204, 35, Cause::Crew));
        log.note(sighting(1204, 20, Cause::Weather));
        let day = at(0, 0).date_naive();
        let (a, b) = (train(17, 9), train(1204, 7));
        let told = log.punctuality(day, &[&a, &b]);
        assert_eq!(
            (told.trains, told.on_time, told.worst),
            (2, 0.5, Some(1204))
        );
        assert_eq!(told.by_cause.get("crew"), Some(&35));
        assert_eq!(
            report(&told),
            "2026-03-02: 2 trains, 50 % on time\n  crew: 35 min\n  weather: 4 min\n  worst: 1204"
        );
    }

    #[test]
    fn the_same_sighting_counts_once() {
        let mut log = DelayLog::default();
        log.watch(|one| {
            (Severity::of(one.minutes) == Severity::Major).then(|| one.train.to_string())
        });
        assert_eq!(log.note(sighting(17, 40, Cause::Crew)), ["17"]);
        assert!(log.note(sighting(17, 40, Cause::Crew)).is_empty());
        assert!(log.note(sighting(17, 9, Cause::Crew)).is_empty());
    }

    #[test]
    fn fault_decides_what_is_given_back() {
        assert_eq!(refund_share(59, &Cause::Crew), 0.0);
        assert_eq!(refund_share(60, &Cause::Crew), 0.5);
        assert_eq!(refund_share(125, &Cause::Signalling), 1.0);
        assert_eq!(refund_share(125, &Cause::Weather), 0.25);
    }

    #[test]
    fn loudspeakers_know_why() {
        assert_eq!(
            announcement("IC 17", 12, &Cause::Signalling),
            "IC 17 is 12 minutes late because of a faulty signal"
        );
        let odd = Cause::Unknown("cows".to_string());
        assert!(announcement("R 1204", 7, &odd).ends_with("for unknown reasons"));
    }

    #[test]
    fn a_day_without_trains_was_perfect() {
        let told = DelayLog::default().punctuality(at(0, 0).date_naive(), &[]);
        assert_eq!((told.on_time, told.worst), (1.0, None));
    }
}
