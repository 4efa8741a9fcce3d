//! Which train runs when, and what the boards in the halls show of it.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::generated::{Category, Departure, Stop, Train, TrainNumber, TrainState};

/// The most lines that a board has room for.
const BOARD_LINES: i32 = 24;

/// A moment at a station, with the train that leaves then.
type Call = (DateTime<Utc>, TrainNumber);

/// A station's code as it stands on signs: two to five capital letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StationCode(String);

impl StationCode {
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.trim();
        let fits = (2..=5).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase());
        fits.then(|| Self(code.to_string()))
    }
}

#[derive(Debug, Default)]
pub struct Timetable {
    trains: HashMap<TrainNumber, Train>,
    calls: BTreeMap<StationCode, Vec<Call>>,
    by_path: HashMap<String, TrainNumber>,
}

impl Timetable {
    /// Takes a train in; one of the same number gives way.
    pub fn put(&mut self, train: Train) -> Train {
        if let Some(old) = self.trains.remove(&train.number) {
            self.forget(&old);
        }
        for Stop {
            station, departs, ..
        } in &train.stops
        {
            let (Some(code), Some(at)) = (StationCode::parse(station), departs) else {
                continue;
            };
            let calls = self.calls.entry(code).or_default();
            let place = calls.partition_point(|(other, _)| other <= at);
            calls.insert(place, (*at, train.number));
        }
        self.by_path.insert(train.path_code.clone(), train.number);
        self.trains.insert(train.number, train.clone());
        train
    }

    fn forget(&mut self, old: &Train) {
        for calls in self.calls.values_mut() {
            calls.retain(|(_, number)| *number != old.number);
        }
        self.by_path.remove(&old.path_code);
    }

    pub fn get(&self, number: TrainNumber) -> Option<&Train> {
        self.trains.get(&number)
    }

    /// Changes a train in place and gives what became of it.
    pub fn amend(&mut self, number: i32, change: impl FnOnce(&mut Train)) -> Option<Train> {
        let train = self.trains.get_mut(&number)?;
        change(train);
        Some(train.clone())
    }

    /// The train that was given a path.
    pub fn on_path(&self, code: &str) -> Option<&Train> {
        self.by_path
            .get(code)
            .and_then(|number| self.trains.get(number))
    }

    /// What leaves a station from a moment on; those that do not run are left out.
    pub fn departures(&self, station: &str, after: DateTime<Utc>, limit: i32) -> Vec<Departure> {
        let Some(calls) = StationCode::parse(station).and_then(|code| self.calls.get(&code)) else {
            return Vec::new();
        };
        let first = calls.partition_point(|(at, _)| *at < after);
        calls[first..]
            .iter()
            .filter_map(|&(at, number)| Some((at, self.trains.get(&number)?)))
            .filter(|(_, train)| train.state != TrainState::Cancelled)
            .take(usize::try_from(limit.clamp(0, BOARD_LINES)).unwrap_or_default())
            .map(|(at, train)| Departure {
                train: train.number,
                label: label(train),
                at,
                platform: platform(train, station).to_string(),
                delay: train.delay,
            })
            .collect()
    }

    /// The trains of a day, by number.
    pub fn of(&self, day: NaiveDate) -> Vec<&Train> {
        let mut trains: Vec<&Train> = self
            .trains
            .values()
            .filter(|train| train.runs_on == day)
            .collect();
        trains.sort_by_key(|train| train.number);
        trains
    }
}

fn platform<'a>(train: &'a Train, station: &str) -> &'a str {
    let stop = train.stops.iter().find(|stop| stop.station == station);
    stop.map_or("?", |stop| stop.platform.as_str())
}

/// Whether a number is one that trains of a kind may have.
pub fn fits(category: &Category, number: TrainNumber) -> bool {
    match category {
        Category::Express => (1..1_000).contains(&number),
        Category::Regional => (1_000..30_000).contains(&number),
        Category::Freight => (40_000..70_000).contains(&number),
        Category::Unknown(_) => false,
    }
}

/// What passengers call a train.
pub fn label(train: &Train) -> String {
    let letters = match &train.category {
        Category::Express => "IC",
        Category::Regional => "R",
        Category::Freight => "G",
        Category::Unknown(raw) => raw,
    };
    format!("{letters} {}", train.number)
}

/// A line of the board: when, which, where, and how much later.
pub fn line(departure: &Departure) -> String {
    let Departure {
        label,
        at,
        platform,
        delay,
        ..
    } = departure;
    let late = match delay {
        0 => String::new(),
        minutes => format!(" {minutes:+}"),
    };
    format!("{} {label:<8} pl. {platform}{late}", at.format("%H:%M"))
}

/// When a train comes to its end if nothing happens on the way.
pub fn expected_end(train: &Train) -> Option<DateTime<Utc>> {
    let last = train.stops.iter().rev().find_map(|stop| stop.arrives)?;
    Some(last + TimeDelta::minutes(i64::from(train.delay)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::samples::{at, train};

    #[test]
    fn station_codes_are_short_and_loud() {
        assert!(StationCode::parse(" BRN ").is_some());
        for wrong in ["B", "Brn", "TOOLONG", "B1"] {
            assert_eq!(StationCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_board_starts_where_one_looks() {
        let mut timetable = Timetable::default();
        for (number, hour) in [(17, 9), (1204, 7), (23, 8)] {
            timetable.put(train(number, hour));
        }
        let board = timetable.departures("BRN", at(8, 0), 5);
        let numbers: Vec<i32> = board.iter().map(|one| one.train).collect();
        assert_eq!(numbers, [23, 17]);
        assert_eq!(line(&board[0]), "08:00 IC 23    pl. 3");
        assert!(timetable.departures("XX", at(8, 0), 5).is_empty());
    }

    #[test]
    fn a_train_of_the_same_number_gives_way() {
        let mut timetable = Timetable::default();
        timetable.put(train(17, 9));
        timetable.put(train(17, 11));
        let board = timetable.departures("BRN", at(0, 0), 5);
        assert_eq!(board.len(), 1);
        assert_eq!(board[0].at, at(11, 0));
        assert_eq!(
            timetable.on_path("P-17").map(|train| train.number),
            Some(17)
        );
    }

    #[test]
    fn who_is_late_comes_later() {
        let mut timetable = Timetable::default();
        timetable.put(train(17, 9));
        let late = timetable.amend(17, |train| train.delay = 12);
        assert_eq!(late.as_ref().and_then(expected_end), Some(at(11, 12)));
        let board = timetable.departures("BRN", at(9, 0), 1);
        assert_eq!(line(&board[0]), "09:00 IC 17    pl. 3 +12");
        assert_eq!(timetable.amend(18, |_| ()), None);
    }

    #[test]
    fn numbers_tell_the_category() {
        assert!(fits(&Category::Express, 17));
        assert!(fits(&Category::Regional, 1204));
        assert!(!fits(&Category::Freight, 1204));
        assert_eq!(label(&train(1204, 7)), "R 1204");
    }
}
