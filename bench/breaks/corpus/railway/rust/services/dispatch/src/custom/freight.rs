//! Wagons, what they carry, and what that costs.

use std::collections::BTreeMap;
use std::iter::Sum;

use rust_decimal::Decimal;

use crate::generated::{Consignment, Overloaded, TrainNumber, Wagon};

/// The most that one train pulls.
const LIMIT_KG: u64 = 1_600_000;

/// The longest that a train of wagons may be.
const LENGTH_MAX_M: f64 = 740.0;

/// What a tonne costs, and what its papers cost where it is dangerous.
const PER_TONNE: Decimal = Decimal::from_parts(1250, 0, 0, false, 2);
const PAPERS: Decimal = Decimal::from_parts(80, 0, 0, false, 0);

/// One part of many things, added up.
pub fn total<T, N: Sum<N>>(items: &[T], part: impl Fn(&T) -> N) -> N {
    items.iter().map(part).sum()
}

/// A wagon's line of a manifest that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine(pub String);

/// A wagon as a line of the manifest that lies in the driver's cab.
pub fn manifest_line(wagon: &Wagon) -> String {
    let Wagon {
        number,
        tare_kg,
        load_kg,
        length_m,
        hazard,
    } = wagon;
    let mark = if *hazard { "!" } else { "-" };
    format!("{number};{tare_kg};{load_kg};{length_m:.2};{mark}")
}

/// Reads a line of a manifest.
pub fn read_line(line: &str) -> Result<Wagon, BadLine> {
    let bad = || BadLine(line.to_string());
    let parts: Vec<&str> = line.trim().split(';').collect();
    let [number, tare, load, length, mark] = parts[..] else {
        return Err(bad());
    };
    Ok(Wagon {
        number: number.to_string(),
        tare_kg: tare.parse().map_err(|_| bad())?,
        load_kg: load.parse().map_err(|_| bad())?,
        length_m: length.parse().map_err(|_| bad())?,
        hazard: mark == "!",
    })
}

/// Everything that a yard has taken in, by train.
#[derive(Debug, Default)]
pub struct Yard {
    consignments: BTreeMap<TrainNumber, Vec<Consignment>>,
    last: i64,
}

impl Yard {
    /// Puts wagons to a train, where it still pulls them.
    pub fn accept(
        &mut self,
        sender: &str,
        train: TrainNumber,
        mut wagons: Vec<Wagon>,
    ) -> Result<Consignment, Overloaded> {
        let kg = self.weight(train) + total(&wagons, gross);
        if kg > LIMIT_KG || self.length(train) + total(&wagons, |one| one.length_m) > LENGTH_MAX_M {
            return Err(Overloaded {
                kg,
                limit_kg: LIMIT_KG,
            });
        }
        wagons.sort_by_key(|wagon| std::cmp::Reverse(gross(wagon)));
        self.last += 1;
        let consignment = Consignment {
            id: self.last,
            sender: sender.to_string(),
            train,
            charge: charge(&wagons),
            wagons,
        };
        let of_train = self.consignments.entry(train).or_default();
        of_train.push(consignment.clone());
        Ok(consignment)
    }

    fn wagons(&self, train: TrainNumber) -> impl Iterator<Item = &Wagon> {
        let of_train = self.consignments.get(&train).into_iter().flatten();
        of_train.flat_map(|one| &one.wagons)
    }

    pub fn weight(&self, train: TrainNumber) -> u64 {
        self.wagons(train).map(gross).sum()
    }

    pub fn length(&self, train: TrainNumber) -> f64 {
        self.wagons(train).map(|wagon| wagon.length_m).sum()
    }

    /// The manifest of a train: dangerous wagons first, then the longest.
    pub fn manifest(&self, train: TrainNumber) -> Vec<String> {
        let mut wagons: Vec<&Wagon> = self.wagons(train).collect();
        wagons.sort_by(|a, b| {
            b.hazard
                .cmp(&a.hazard)
                .then(b.length_m.total_cmp(&a.length_m))
        });
        wagons.into_iter().map(manifest_line).collect()
    }
}

/// What stands on the rails of a wagon.
fn gross(wagon: &Wagon) -> u64 {
    u64::from(wagon.tare_kg) + u64::from(wagon.load_kg)
}

/// What carrying costs: by the tonne that was begun, and for papers.
pub fn charge(wagons: &[Wagon]) -> Decimal {
    let tonnes: u32 = wagons
        .iter()
        .map(|wagon| wagon.load_kg.div_ceil(1_000))
        .sum();
    let dangerous = wagons.iter().filter(|wagon| wagon.hazard).count();
    PER_TONNE * Decimal::from(tonnes) + PAPERS * Decimal::from(dangerous)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::samples::wagon;

    #[test]
    fn manifests_are_written_and_read() {
        let line = manifest_line(&wagon("W-1", 42_500));
        assert_eq!(line, "W-1;22000;42500;14.50;-");
        assert_eq!(read_line(&line), Ok(wagon("W-1", 42_500)));
        assert_eq!(
            read_line("W-1;x;0;1;-"),
            Err(BadLine("W-1;x;0;1;-".to_string()))
        );
    }

    #[test]
    fn a_train_pulls_so_much_and_no_more() {
        let mut yard = Yard::default();
        let heavy = || {
            (0..20)
                .map(|turn| wagon(&format!("W-{turn}"), 53_000))
                .collect()
        };
        assert!(yard.accept("Mill", 40_100, heavy()).is_ok());
        let refused = yard.accept("Mill", 40_100, heavy());
        assert_eq!(refused.map_err(|one| one.kg), Err(3_000_000));
        assert_eq!(yard.weight(40_100), 1_500_000);
        assert_eq!(yard.length(40_100), 290.0);
    }

    #[test]
    fn danger_goes_first() {
        let mut yard = Yard::default();
        let acid = Wagon {
            hazard: true,
            length_m: 12.0,
            ..wagon("W-2", 30_001)
        };
        let made = yard.accept("Mill", 40_100, vec![wagon("W-1", 10_000), acid]);
        assert_eq!(made.map(|one| one.charge), Ok(Decimal::new(59_250, 2)));
        assert_eq!(
            yard.manifest(40_100),
            ["W-2;22000;30001;12.00;!", "W-1;22000;10000;14.50;-"]
        );
    }
}
