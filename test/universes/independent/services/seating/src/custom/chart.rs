//! Taken and free seats of one evening.

use std::collections::BTreeSet;

use super::plan::Plan;
use crate::generated::Seat;

#[derive(Debug)]
pub struct Chart {
    plan: Plan,
    taken: BTreeSet<(char, i32)>,
}

impl Chart {
    pub fn new(plan: Plan) -> Self {
        Self {
            plan,
            taken: BTreeSet::new(),
        }
    }

    pub fn hall(&self) -> &str {
        &self.plan.hall
    }

    pub fn taken(&self) -> i32 {
        i32::try_from(self.taken.len()).unwrap_or(i32::MAX)
    }

    pub fn left(&self) -> i32 {
        self.plan.capacity() - self.taken()
    }

    /// Seats for a party: side by side where a row has room, else wherever some are left.
    pub fn take(&mut self, party: usize, front: bool) -> Option<Vec<Seat>> {
        let mut rows = self.free();
        if !front {
            // The middle of the house hears best.
            let middle = rows.len() / 2;
            rows.rotate_left(middle);
        }
        let chosen: Vec<(char, i32)> = rows
            .iter()
            .find_map(|row| row.windows(party.max(1)).find(|seats| adjacent(seats)))
            .map(<[_]>::to_vec)
            .or_else(|| {
                let scattered: Vec<_> = rows.concat().into_iter().take(party).collect();
                (scattered.len() == party).then_some(scattered)
            })?;
        self.taken.extend(&chosen);
        Some(chosen.into_iter().map(seat).collect())
    }

    pub fn give_back(&mut self, seats: &[Seat]) -> i32 {
        let before = self.taken();
        for Seat { row, number } in seats {
            if let Some(letter) = row.chars().next() {
                self.taken.remove(&(letter, *number));
            }
        }
        before - self.taken()
    }

    fn free(&self) -> Vec<Vec<(char, i32)>> {
        let row = |&(letter, width): &(char, i32)| {
            (1..=width)
                .map(|number| (letter, number))
                .filter(|place| !self.taken.contains(place))
                .collect()
        };
        self.plan.rows.iter().map(row).collect()
    }
}

fn adjacent(seats: &[(char, i32)]) -> bool {
    seats.windows(2).all(|pair| pair[1].1 - pair[0].1 == 1)
}

fn seat((letter, number): (char, i32)) -> Seat {
    Seat {
        row: letter.to_string(),
        number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(seats: &[Seat]) -> Vec<String> {
        seats
            .iter()
            .map(|it| format!("{}{}", it.row, it.number))
            .collect()
    }

    #[test]
    fn a_party_sits_together() {
        let mut chart = Chart::new(Plan::of("studio"));
        assert_eq!(labels(&chart.take(3, false).unwrap()), ["B1", "B2", "B3"]);
        assert_eq!(labels(&chart.take(2, true).unwrap()), ["A1", "A2"]);
        assert_eq!((chart.taken(), chart.left()), (5, 21));
    }

    #[test]
    fn a_large_party_is_scattered_before_it_is_refused() {
        let mut chart = Chart::new(Plan::of("loft"));
        assert_eq!(chart.take(10, true).map(|seats| seats.len()), Some(10));
        assert!(chart.take(3, true).is_none());
        let rest = chart.take(2, true).unwrap();
        assert_eq!(labels(&rest), ["B5", "B6"]);
        assert_eq!(chart.give_back(&rest), 2);
        assert_eq!(chart.give_back(&rest), 0);
    }
}
