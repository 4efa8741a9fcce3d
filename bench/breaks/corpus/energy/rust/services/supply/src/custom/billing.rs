//! From what a meter counted to what somebody owes.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use rust_decimal::Decimal;

use super::tariffs::{band_at, split};
use crate::generated::market::Surcharge;
use crate::generated::{
    Channel, Contract, Money, Period, Statement, StatementLine, Tariff, TariffKind,
};

/// What was used: kilowatt hours in all, and when.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Usage {
    pub kwh: i64,
    pub steps: Vec<(DateTime<Utc>, i64)>,
}

/// Both ends of a period as moments.
pub fn bounds(period: &Period) -> (DateTime<Utc>, DateTime<Utc>) {
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    (midnight(period.from), midnight(period.until))
}

/// Months that a period has begun.
pub fn months(period: &Period) -> i64 {
    let number = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    let whole = number(period.until) - number(period.from);
    if period.until.day() > period.from.day() {
        whole + 1
    } else {
        whole.max(1)
    }
}

/// Puts a statement together, line by line.
#[derive(Debug)]
pub struct StatementBuilder {
    contract_id: i64,
    channel: Channel,
    period: Period,
    kwh: i64,
    lines: Vec<StatementLine>,
}

impl StatementBuilder {
    pub fn new(contract: &Contract, period: Period) -> Self {
        Self {
            contract_id: contract.id,
            channel: contract.channel.clone(),
            period,
            kwh: 0,
            lines: Vec::new(),
        }
    }

    pub fn kwh(mut self, kwh: i64) -> Self {
        self.kwh = kwh;
        self
    }

    pub fn line(mut self, text: impl Into<String>, quantity: f64, amount: Decimal) -> Self {
        self.lines.push(StatementLine {
            text: text.into(),
            quantity,
            amount: amount.round_dp(2),
        });
        self
    }

    pub fn finish(self, serial: usize, issued_at: DateTime<Utc>) -> Statement {
        Statement {
            number: number(self.contract_id, &self.period, serial),
            contract_id: self.contract_id,
            total: self.lines.iter().map(|line| line.amount).sum(),
            period: self.period,
            kwh: self.kwh,
            lines: self.lines,
            issued_at,
            channel: self.channel,
        }
    }
}

/// `00012-202601-3`: contract, month, and how many came before.
fn number(contract_id: i64, period: &Period, serial: usize) -> String {
    format!("{contract_id:05}-{}-{serial}", period.from.format("%Y%m"))
}

/// The statement of a contract for a period, without its number and moment.
pub fn draw_up(
    contract: &Contract,
    tariff: &Tariff,
    surcharges: &[Surcharge],
    usage: &Usage,
    period: Period,
) -> StatementBuilder {
    let (first, months) = (period.from, months(&period));
    let fee = tariff.base_fee * Decimal::from(months);
    let start =
        StatementBuilder::new(contract, period)
            .kwh(usage.kwh)
            .line("Base fee", months as f64, fee);
    let priced = energy(tariff, usage)
        .into_iter()
        .fold(start, |bill, (text, kwh, amount)| {
            bill.line(text, kwh as f64, amount)
        });
    surcharges
        .iter()
        .filter(|surcharge| surcharge.since <= first)
        .fold(priced, |bill, surcharge| {
            let amount = surcharge.per_kwh * Decimal::from(usage.kwh);
            bill.line(surcharge.name.as_str(), usage.kwh as f64, amount)
        })
}

/// Lines for the energy itself, by the kind of the tariff.
fn energy(tariff: &Tariff, usage: &Usage) -> Vec<(String, i64, Money)> {
    match &tariff.kind {
        TariffKind::Flat => {
            let price = tariff
                .tiers
                .first()
                .map_or(Decimal::ZERO, |tier| tier.price);
            vec![(
                "Energy".to_string(),
                usage.kwh,
                price * Decimal::from(usage.kwh),
            )]
        }
        TariffKind::Tiered => split(&tariff.tiers, usage.kwh)
            .into_iter()
            .map(|(kwh, price)| {
                (
                    format!("Energy at {price}"),
                    kwh,
                    price * Decimal::from(kwh),
                )
            })
            .collect(),
        TariffKind::TimeOfUse => by_band(tariff, usage),
        TariffKind::Unknown(raw) => vec![(format!("Energy ({raw})"), usage.kwh, Decimal::ZERO)],
    }
}

/// Every step costs what its band says; what is in no band costs the tier's price.
fn by_band(tariff: &Tariff, usage: &Usage) -> Vec<(String, i64, Money)> {
    let price = tariff
        .tiers
        .first()
        .map_or(Decimal::ZERO, |tier| tier.price);
    let mut bands: BTreeMap<String, (i64, Decimal)> = BTreeMap::new();
    for &(at, kwh) in &usage.steps {
        let (name, factor) = match band_at(tariff, at) {
            Some(band) => (band.name.as_str(), band.factor),
            None => ("standard", 1.0),
        };
        let factor = Decimal::try_from(factor).unwrap_or(Decimal::ONE);
        let entry = bands.entry(name.to_string()).or_default();
        entry.0 += kwh;
        entry.1 += price * factor * Decimal::from(kwh);
    }
    bands
        .into_iter()
        .map(|(name, (kwh, amount))| (format!("Energy, {name}"), kwh, amount))
        .collect()
}

/// What a letter costs, by the way that it goes.
pub fn postage(channel: &Channel) -> Decimal {
    match channel {
        Channel::Post => Decimal::new(185, 2),
        Channel::Email | Channel::Portal => Decimal::ZERO,
        Channel::Unknown(_) => Decimal::ZERO,
    }
}

/// Statements of all contracts, in the order in which they were issued.
#[derive(Debug, Default)]
pub struct Ledger {
    by_contract: BTreeMap<i64, Vec<Statement>>,
}

impl Ledger {
    /// How many statements a contract has had for periods that begin alike.
    pub fn serial(&self, contract_id: i64, period: &Period) -> usize {
        self.of(contract_id)
            .iter()
            .filter(|statement| statement.period.from == period.from)
            .count()
    }

    pub fn file(&mut self, statement: Statement) {
        self.by_contract
            .entry(statement.contract_id)
            .or_default()
            .push(statement);
    }

    pub fn of(&self, contract_id: i64) -> &[Statement] {
        self.by_contract
            .get(&contract_id)
            .map_or(&[], Vec::as_slice)
    }

    /// What a contract owes in all.
    pub fn open(&self, contract_id: i64) -> Decimal {
        self.of(contract_id)
            .iter()
            .map(|statement| statement.total)
            .sum()
    }

    /// Kilowatt hours of a contract that were billed since a day.
    pub fn billed(&self, contract_id: i64, since: NaiveDate) -> i64 {
        self.of(contract_id)
            .iter()
            .filter(|statement| statement.period.until > since)
            .map(|statement| statement.kwh)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::{a_band, a_contract, a_tariff, a_tier};
    use crate::generated::market::builders::a_surcharge;
    use crate::generated::{Band, Tier};

    fn period(from: &str, until: &str) -> Period {
        Period {
            from: from.parse().expect("a day"),
            until: until.parse().expect("a day"),
        }
    }

    fn tariff(kind: TariffKind) -> Tariff {
        Tariff {
            kind,
            base_fee: Decimal::new(950, 2),
            tiers: vec![Tier {
                price: Decimal::new(30, 2),
                ..a_tier()
            }],
            ..a_tariff()
        }
    }

    fn contract() -> Contract {
        Contract {
            id: 12,
            ..a_contract()
        }
    }

    fn issued() -> DateTime<Utc> {
        "2026-02-02T08:00:00Z".parse().expect("a moment")
    }

    #[test]
    fn months_that_have_begun_count() {
        assert_eq!(months(&period("2026-01-01", "2026-02-01")), 1);
        assert_eq!(months(&period("2026-01-01", "2026-03-15")), 3);
        assert_eq!(months(&period("2025-12-10", "2026-01-05")), 1);
    }

    #[test]
    fn a_statement_adds_up() {
        let usage = Usage {
            kwh: 200,
            steps: Vec::new(),
        };
        let tax = Surcharge {
            name: "Grid fee".to_string(),
            per_kwh: Decimal::new(5, 2),
            ..a_surcharge()
        };
        let january = period("2026-01-01", "2026-02-01");
        let bill = draw_up(
            &contract(),
            &tariff(TariffKind::Flat),
            &[tax],
            &usage,
            january,
        );
        let statement = bill.finish(0, issued());
        assert_eq!(statement.number, "00012-202601-0");
        assert_eq!(statement.total, Decimal::new(7950, 2));
        let texts: Vec<&str> = statement
            .lines
            .iter()
            .map(|line| line.text.as_str())
            .collect();
        assert_eq!(texts, ["Base fee", "Energy", "Grid fee"]);
        assert_eq!(statement.lines[1].quantity, 200.0);
    }

    #[test]
    fn bands_have_their_own_price() {
        let tariff = Tariff {
            bands: vec![Band {
                name: "night".to_string(),
                from_minute: 0,
                to_minute: 360,
                factor: 0.5,
            }],
            ..tariff(TariffKind::TimeOfUse)
        };
        let step = |text: &str, kwh: i64| (text.parse().expect("a moment"), kwh);
        let usage = Usage {
            kwh: 30,
            steps: vec![
                step("2026-01-01T03:00:00Z", 10),
                step("2026-01-01T09:00:00Z", 20),
            ],
        };
        let lines = energy(&tariff, &usage);
        assert_eq!(
            lines[0],
            ("Energy, night".to_string(), 10, Decimal::new(15, 1))
        );
        assert_eq!(
            lines[1],
            ("Energy, standard".to_string(), 20, Decimal::from(6))
        );
        assert_ne!(tariff.bands[0], a_band());
    }

    #[test]
    fn the_ledger_knows_what_is_open() {
        let mut ledger = Ledger::default();
        let january = period("2026-01-01", "2026-02-01");
        for serial in 0..2 {
            let bill = StatementBuilder::new(&contract(), january.clone()).kwh(10);
            let bill = bill.line("Base fee", 1.0, Decimal::new(950, 2));
            assert_eq!(ledger.serial(12, &january), serial);
            ledger.file(bill.finish(serial, issued()));
        }
        assert_eq!(ledger.open(12), Decimal::from(19));
        assert_eq!(ledger.billed(12, january.from), 20);
        assert_eq!(ledger.billed(12, january.until), 0);
        assert!(ledger.of(13).is_empty());
        assert_eq!(postage(&Channel::Post), Decimal::new(185, 2));
    }
}
