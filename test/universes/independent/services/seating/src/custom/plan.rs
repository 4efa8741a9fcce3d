//! The halls of the house, as they are bolted to the floor.

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub hall: String,
    /// Seats of each row, from the stage to the door.
    pub rows: Vec<(char, i32)>,
}

impl Plan {
    /// A hall that nobody has measured is taken for the rehearsal room.
    pub fn of(hall: &str) -> Self {
        let widths: &[i32] = match hall {
            "main" => &[14, 16, 16, 18, 18, 18, 20, 20],
            "studio" => &[8, 8, 10],
            _ => &[6, 6],
        };
        Self {
            hall: hall.to_owned(),
            rows: ('A'..).zip(widths.iter().copied()).collect(),
        }
    }

    pub fn capacity(&self) -> i32 {
        self.rows.iter().map(|(_, width)| width).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halls_have_their_sizes() {
        let sizes = ["main", "studio", "loft"].map(|hall| Plan::of(hall).capacity());
        assert_eq!(sizes, [140, 26, 12]);
        assert_eq!(Plan::of("studio").rows.last(), Some(&('C', 10)));
    }
}
