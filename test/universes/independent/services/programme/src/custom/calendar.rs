//! Which hall is taken when.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::repertoire::occupies;
use crate::generated::{HallTaken, Performance, Production, ScheduleIn};

#[derive(Debug)]
struct Evening {
    performance: Performance,
    until: DateTime<Utc>,
}

impl Evening {
    fn overlaps(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> bool {
        self.performance.starts_at < until && from < self.until
    }
}

#[derive(Debug)]
pub struct Calendar {
    evenings: HashMap<i32, Evening>,
    halls: HashMap<String, Vec<i32>>,
    last: i32,
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            evenings: HashMap::new(),
            halls: HashMap::new(),
            last: 100,
        }
    }
}

impl Calendar {
    pub fn get(&self, id: i32) -> Option<&Performance> {
        self.evenings.get(&id).map(|evening| &evening.performance)
    }

    /// All evenings of a production, earliest first; of two at once, the one that was entered first.
    pub fn of(&self, production_id: i32) -> Vec<Performance> {
        let mut found: Vec<_> = self
            .evenings
            .values()
            .map(|evening| &evening.performance)
            .filter(|performance| performance.production_id == production_id)
            .cloned()
            .collect();
        found.sort_by_key(|performance| (performance.starts_at, performance.id));
        found
    }

    /// Enters an evening, unless its hall is taken.
    pub fn enter(
        &mut self,
        production: &Production,
        input: ScheduleIn,
    ) -> Result<Performance, HallTaken> {
        let ScheduleIn {
            hall,
            starts_at,
            price_cents,
            ..
        } = input;
        let until = starts_at + occupies(production);
        if let Some(by) = self.clash(&hall, starts_at, until) {
            return Err(HallTaken { hall, by });
        }
        self.last += 1;
        let id = self.last;
        self.halls.entry(hall.clone()).or_default().push(id);
        let performance = Performance {
            id,
            production_id: production.id,
            hall,
            starts_at,
            price_cents,
        };
        let evening = Evening {
            performance: performance.clone(),
            until,
        };
        self.evenings.insert(id, evening);
        Ok(performance)
    }

    /// Takes an evening out again.
    pub fn strike(&mut self, id: i32) -> Option<Performance> {
        let evening = self.evenings.remove(&id)?;
        if let Some(ids) = self.halls.get_mut(&evening.performance.hall) {
            ids.retain(|other| *other != id);
        }
        Some(evening.performance)
    }

    fn clash(&self, hall: &str, from: DateTime<Utc>, until: DateTime<Utc>) -> Option<i32> {
        let ids = self.halls.get(hall)?;
        ids.iter()
            .copied()
            .find(|id| self.evenings[id].overlaps(from, until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_production;

    fn evening(hall: &str, starts_at: &str) -> ScheduleIn {
        ScheduleIn {
            production_id: 1,
            hall: hall.to_owned(),
            starts_at: starts_at.parse().unwrap(),
            price_cents: 1_200,
        }
    }

    #[test]
    fn a_hall_is_taken_once() {
        let mut calendar = Calendar::default();
        let play = Production {
            minutes: 100,
            ..a_production()
        };
        let first = calendar.enter(&play, evening("studio", "2026-03-01T19:00:00Z"));
        assert_eq!(first.unwrap().id, 101);
        let clash = calendar.enter(&play, evening("studio", "2026-03-01T21:00:00Z"));
        let expected = HallTaken {
            hall: "studio".to_owned(),
            by: 101,
        };
        assert_eq!(clash.unwrap_err(), expected);
        assert!(
            calendar
                .enter(&play, evening("main", "2026-03-01T21:00:00Z"))
                .is_ok()
        );
    }

    #[test]
    fn a_struck_evening_frees_its_hall() {
        let mut calendar = Calendar::default();
        let play = a_production();
        let id = calendar
            .enter(&play, evening("studio", "2026-03-01T19:00:00Z"))
            .map(|performance| performance.id)
            .unwrap();
        assert!(calendar.strike(id).is_some());
        assert!(calendar.get(id).is_none());
        assert!(calendar.strike(id).is_none());
        assert!(
            calendar
                .enter(&play, evening("studio", "2026-03-01T19:00:00Z"))
                .is_ok()
        );
    }

    #[test]
    fn lists_by_time_and_then_by_entry() {
        let mut calendar = Calendar::default();
        let play = a_production();
        for (hall, day) in [("main", 9), ("studio", 8), ("main", 8)] {
            let starts_at = format!("2026-03-0{day}T19:30:00Z");
            calendar.enter(&play, evening(hall, &starts_at)).unwrap();
        }
        let ids: Vec<i32> = calendar.of(1).iter().map(|it| it.id).collect();
        assert_eq!(ids, [102, 103, 101]);
        assert!(calendar.of(2).is_empty());
    }
}
