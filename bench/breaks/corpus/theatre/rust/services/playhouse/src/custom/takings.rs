//! What the tills of an evening took in, and the report about it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::pricing;
use crate::generated::programme::Performance;
use crate::generated::{HouseReport, PriceBand, Taking, Till};

/// How a till is called on paper.
pub fn title(till: &Till) -> &str {
    match till {
        Till::Cloakroom => "Cloakroom",
        Till::Bar => "Bar",
        Till::Leaflets => "Leaflets",
        Till::Unknown(raw) => raw,
    }
}

/// Takings by evening and till.
#[derive(Debug, Default)]
pub struct Ledger {
    evenings: BTreeMap<i64, BTreeMap<Till, Vec<Taking>>>,
}

impl Ledger {
    pub fn note(&mut self, taking: Taking) -> Taking {
        let evening = self.evenings.entry(taking.performance_id).or_default();
        let till = evening.entry(taking.till.clone()).or_default();
        till.push(taking.clone());
        taking
    }

    fn of(&self, performance_id: i64) -> impl Iterator<Item = &Taking> {
        let tills = self.evenings.get(&performance_id);
        tills.into_iter().flat_map(BTreeMap::values).flatten()
    }

    pub fn total(&self, performance_id: i64) -> Decimal {
        self.of(performance_id).map(|taking| taking.amount).sum()
    }

    /// One evening from the stalls to the bar.
    pub fn report(&self, evening: &Performance, bands: &BTreeMap<PriceBand, u32>) -> HouseReport {
        let sold: u32 = bands.values().sum();
        let mut by_till: BTreeMap<&Till, Decimal> = BTreeMap::new();
        for taking in self.of(evening.id) {
            *by_till.entry(&taking.till).or_default() += taking.amount;
        }
        let mut lines = vec![heading(evening)];
        let seats = bands
            .iter()
            .map(|(band, count)| format!("{} {count}", pricing::letter(band)));
        lines.extend(seats);
        let tills = by_till
            .iter()
            .map(|(till, sum)| format!("{}: {sum:.2}", title(till)));
        lines.extend(tills);
        HouseReport {
            performance_id: evening.id,
            sold,
            occupancy: share(sold, evening.capacity),
            by_band: bands
                .iter()
                .map(|(band, count)| (band.to_string(), *count))
                .collect(),
            takings: self.total(evening.id),
            lines,
        }
    }
}

/// The head of all papers about an evening.
pub fn heading(evening: &Performance) -> String {
    let starts_at = evening.starts_at.format("%d.%m.%Y %H:%M");
    format!("{} · {starts_at} · #{}", evening.hall, evening.id)
}

fn share(sold: u32, capacity: u32) -> f64 {
    if capacity == 0 {
        return 0.0;
    }
    f64::from(sold) / f64::from(capacity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_taking;
    use crate::generated::programme::builders::a_performance;

    fn taking(till: Till, cents: i64, keeper: &str) -> Taking {
        Taking {
            till,
            performance_id: 40,
            amount: Decimal::new(cents, 2),
            keeper: keeper.to_string(),
        }
    }

    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        ledger.note(taking(Till::Bar, 12_050, "Ida"));
        ledger.note(taking(Till::Cloakroom, 4_000, "Max"));
        ledger.note(taking(Till::Bar, 950, "Max"));
        ledger.note(Taking {
            performance_id: 41,
            ..a_taking()
        });
        ledger
    }

    #[test]
    fn a_report_goes_from_the_stalls_to_the_bar() {
        let evening = Performance {
            id: 40,
            hall: "Main".to_string(),
            capacity: 8,
            ..a_performance()
        };
        let bands = BTreeMap::from([(PriceBand::Circle, 2), (PriceBand::Stalls, 4)]);
        let report = ledger().report(&evening, &bands);
        assert_eq!(report.sold, 6);
        assert_eq!(report.occupancy, 0.75);
        assert_eq!(report.by_band["circle"], 2);
        assert_eq!(report.takings, Decimal::new(17_000, 2));
        assert!(report.lines[0].starts_with("Main · "));
        assert_eq!(
            report.lines[1..],
            ["S 4", "C 2", "Cloakroom: 40.00", "Bar: 130.00"]
        );
    }
}
