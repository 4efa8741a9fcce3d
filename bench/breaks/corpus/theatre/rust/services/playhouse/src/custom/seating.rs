//! The plans of our halls: which seats there are, and which are spoken for on an evening.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::generated::{PlaceNumber, PriceBand, Seat};

/// The furthest row of any house.
const LAST_ROW: u32 = 60;

/// Seats that somebody holds, by their codes.
pub type Held = BTreeSet<String>;

/// `R3-12` for the twelfth place of the third row.
pub fn code_of(row: u32, place: PlaceNumber) -> String {
    format!("R{row}-{place}")
}

/// Reads what `code_of` writes.
pub fn parse_code(code: &str) -> Option<(u32, PlaceNumber)> {
    let (row, place) = code.strip_prefix('R')?.split_once('-')?;
    let row: u32 = row.parse().ok()?;
    let place: PlaceNumber = place.parse().ok()?;
    ((1..=LAST_ROW).contains(&row) && place > 0).then_some((row, place))
}

/// All halls, and for each evening what is held there.
#[derive(Debug, Default)]
pub struct Seating {
    halls: BTreeMap<String, Vec<Seat>>,
    held: HashMap<i64, Held>,
}

impl Seating {
    /// Puts up a hall; seats whose code does not tell their place stay outside.
    pub fn open(&mut self, hall: String, mut seats: Vec<Seat>) -> usize {
        seats.retain(|seat| parse_code(&seat.code) == Some((seat.row, seat.place)));
        seats.sort_by_key(|seat| (seat.row, seat.place));
        seats.dedup_by(|a, b| a.code == b.code);
        let count = seats.len();
        self.halls.insert(hall, seats);
        count
    }

    /// Finds a seat by its code.
    pub fn seat(&self, hall: &str, code: &str) -> Option<&Seat> {
        let wanted = parse_code(code)?;
        let seats = self.halls.get(hall)?;
        let at = seats.binary_search_by_key(&wanted, |seat| (seat.row, seat.place));
        at.ok().map(|at| &seats[at])
    }

    /// Holds all of the seats or none; `Err` names the first that is gone already.
    pub fn hold(&mut self, performance_id: i64, codes: &[String]) -> Result<(), String> {
        let held = self.held.entry(performance_id).or_default();
        if let Some(gone) = codes.iter().find(|code| held.contains(*code)) {
            return Err(gone.clone());
        }
        held.extend(codes.iter().cloned());
        Ok(())
    }

    /// Lets go of seats and says which of them were held.
    pub fn free(&mut self, performance_id: i64, codes: &[String]) -> Vec<String> {
        let Some(held) = self.held.get_mut(&performance_id) else {
            return Vec::new();
        };
        codes
            .iter()
            .filter(|code| held.remove(*code))
            .cloned()
            .collect()
    }

    /// How many seats of each band are held on an evening.
    pub fn held_by_band(&self, hall: &str, performance_id: i64) -> BTreeMap<PriceBand, u32> {
        let mut counts = BTreeMap::new();
        for code in self.held.get(&performance_id).into_iter().flatten() {
            if let Some(seat) = self.seat(hall, code) {
                *counts.entry(seat.band.clone()).or_default() += 1;
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_seat;

    fn row(row: u32, places: std::ops::RangeInclusive<PlaceNumber>) -> Vec<Seat> {
        let seat = |place| Seat {
            code: code_of(row, place),
            row,
            place,
            ..a_seat()
        };
        places.map(seat).collect()
    }

    #[test]
    fn codes_are_read_as_they_are_written() {
        assert_eq!(parse_code(&code_of(3, 12)), Some((3, 12)));
        for wrong in ["3-12", "R3", "R0-1", "R61-1", "R3-0", "R3-x"] {
            assert_eq!(parse_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn seats_are_found_and_held_once() {
        let mut seating = Seating::default();
        assert_eq!(seating.open("Main".to_string(), row(2, 1..=12)), 12);
        assert_eq!(
            seating.seat("Main", "R2-11").map(|seat| seat.place),
            Some(11)
        );
        assert!(seating.seat("Main", "R2-13").is_none());
        let wanted = ["R2-4".to_string(), "R2-5".to_string()];
        assert_eq!(seating.hold(40, &wanted), Ok(()));
        assert_eq!(seating.hold(40, &wanted[1..]), Err("R2-5".to_string()));
        assert_eq!(seating.hold(41, &wanted), Ok(()));
        assert_eq!(seating.free(40, &wanted), wanted);
        assert!(seating.free(40, &wanted).is_empty());
    }
}
