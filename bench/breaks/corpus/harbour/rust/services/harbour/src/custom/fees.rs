//! What a visit costs: one rule for each kind of fee.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, TimeDelta, Utc};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use uuid::Uuid;

use super::vessels;
use crate::generated::registry::Vessel;
use crate::generated::{CargoKind, Cents, Fee, FeeKind, Invoice, Manifest, PortCall};

/// Everything that fees depend on.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'a> {
    pub call: &'a PortCall,
    pub vessel: &'a Vessel,
    pub manifest: Option<&'a Manifest>,
    /// How many vessels the owner has.
    pub fleet: usize,
    pub left_at: DateTime<Utc>,
}

type Rule = fn(&Visit<'_>) -> Option<Charge>;

/// A sum and what stands beside it.
#[derive(Debug, Clone, PartialEq)]
struct Charge(Cents, String);

const RULES: [(FeeKind, Rule); 4] = [
    (FeeKind::Berth, berth),
    (FeeKind::Pilotage, pilotage),
    (FeeKind::Cargo, cargo),
    (FeeKind::Reduction, reduction),
];

/// The flag that pays later.
const HOME: &str = "NO";
/// The part of a sum that the state takes: a quarter.
const VAT: (i64, u32) = (25, 2);
const INVOICES: u128 = 0x6861_7262_6f75_7200 << 64;

impl Visit<'_> {
    /// Hours at the berth, each that has begun; none for a vessel that never moored.
    fn hours(&self) -> i64 {
        let moored = self.call.moored_at.unwrap_or(self.left_at);
        let stayed = (self.left_at - moored).max(TimeDelta::zero());
        (stayed.num_minutes() + 59) / 60
    }

    fn overstayed(&self) -> bool {
        let planned = TimeDelta::from_std(self.call.stay).unwrap_or(TimeDelta::MAX);
        let moored = self.call.moored_at;
        moored.is_some_and(|at| self.left_at - at > planned)
    }
}

fn berth(visit: &Visit<'_>) -> Option<Charge> {
    let hours = visit.hours();
    let tons = i64::from(visit.vessel.gross_tonnage);
    let cents = tons * hours * vessels::rate(&visit.vessel.class) / 100;
    let cents = if visit.overstayed() {
        cents * 3 / 2
    } else {
        cents
    };
    (hours > 0).then(|| Charge(cents, format!("{hours} h, {tons} GT")))
}

fn pilotage(visit: &Visit<'_>) -> Option<Charge> {
    let pilot = visit.call.pilot_id?;
    let deep = i64::from(visit.call.draft_cm - 700).max(0);
    Some(Charge(12_000 + deep * 50, format!("pilot {pilot}")))
}

/// Cents per ton.
fn cargo_rate(kind: &CargoKind) -> Cents {
    match kind {
        CargoKind::General => 40,
        CargoKind::Reefer => 65,
        CargoKind::Dangerous => 150,
        CargoKind::Livestock => 90,
        CargoKind::Unknown(_) => 150,
    }
}

fn cargo(visit: &Visit<'_>) -> Option<Charge> {
    let weights = &visit.manifest?.weights;
    let cents = weights
        .iter()
        .map(|(kind, kg)| cargo_rate(&CargoKind::from(kind.clone())) * kg / 1000)
        .sum();
    let kinds: Vec<&str> = weights.keys().map(String::as_str).collect();
    Some(Charge(cents, kinds.join(", ")))
}

/// Owners of three vessels and more pay a tenth less for the berth.
fn reduction(visit: &Visit<'_>) -> Option<Charge> {
    let Charge(full, _) = berth(visit)?;
    let owner = &visit.vessel.owner;
    (visit.fleet >= 3).then(|| Charge(-full / 10, format!("{} × {}", visit.fleet, owner.name)))
}

pub fn fees(visit: &Visit<'_>) -> Vec<Fee> {
    let charged = RULES.iter().filter_map(|(kind, rule)| {
        let Charge(cents, text) = rule(visit)?;
        let kind = kind.clone();
        Some(Fee { kind, cents, text })
    });
    charged.filter(|fee| fee.cents != 0).collect()
}

/// Net cents with the state's part, rounded to whole cents.
fn with_vat(net: Cents, rate: Decimal) -> Option<Cents> {
    (Decimal::from(net) * (Decimal::ONE + rate))
        .round()
        .to_i64()
}

pub fn invoice(visit: &Visit<'_>) -> anyhow::Result<Invoice> {
    let fees = fees(visit);
    let vat_rate = Decimal::new(VAT.0, VAT.1);
    let net: Cents = fees.iter().map(|fee| fee.cents).sum();
    let total_cents = with_vat(net, vat_rate)
        .ok_or_else(|| anyhow::anyhow!("{net} cents are more than an invoice holds"))?;
    let days = if visit.vessel.flag == HOME { 30 } else { 14 };
    let number = u128::try_from(visit.call.id)?;
    Ok(Invoice {
        id: Uuid::from_u128(INVOICES | number),
        call_id: visit.call.id,
        fees,
        vat_rate,
        total_cents,
        due_on: visit.left_at.date_naive() + Days::new(days),
    })
}

/// Cents as people write them: `-1,234.50`.
pub fn money(cents: Cents) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let whole = (cents / 100).unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{:02}", (cents % 100).abs())
}

/// Sums of many invoices by kind of fee.
pub fn by_kind<'a>(invoices: impl IntoIterator<Item = &'a Invoice>) -> BTreeMap<FeeKind, Cents> {
    let fees = invoices.into_iter().flat_map(|invoice| &invoice.fees);
    fees.fold(BTreeMap::new(), |mut sums, fee| {
        *sums.entry(fee.kind.clone()).or_default() += fee.cents;
        sums
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::{a_manifest, a_port_call};
    use crate::generated::registry::VesselClass;
    use crate::generated::registry::builders::a_vessel;
    use std::time::Duration;

    fn call() -> PortCall {
        PortCall {
            id: 5,
            draft_cm: 820,
            pilot_id: Some(4),
            moored_at: Some(DateTime::UNIX_EPOCH),
            stay: Duration::from_secs(12 * 3600),
            ..a_port_call()
        }
    }

    fn vessel() -> Vessel {
        Vessel {
            class: VesselClass::Tanker,
            gross_tonnage: 20_000,
            ..a_vessel()
        }
    }

    fn visit<'a>(call: &'a PortCall, vessel: &'a Vessel) -> Visit<'a> {
        Visit {
            call,
            vessel,
            manifest: None,
            fleet: 1,
            left_at: DateTime::UNIX_EPOCH + TimeDelta::minutes(601),
        }
    }

    fn cents(fees: &[Fee]) -> Vec<(FeeKind, Cents)> {
        let pairs = fees.iter().map(|fee| (fee.kind.clone(), fee.cents));
        pairs.collect()
    }

    #[test]
    fn berth_and_pilot_are_charged() {
        let (call, vessel) = (call(), vessel());
        let fees = fees(&visit(&call, &vessel));
        let expected = [(FeeKind::Berth, 19_800), (FeeKind::Pilotage, 18_000)];
        assert_eq!(cents(&fees), expected);
        assert_eq!(fees[0].text, "11 h, 20000 GT");
    }

    #[test]
    fn who_stays_too_long_pays_half_as_much_again() {
        let (mut call, vessel) = (call(), vessel());
        call.stay = Duration::from_secs(3600);
        call.pilot_id = None;
        let fees = fees(&visit(&call, &vessel));
        assert_eq!(cents(&fees), [(FeeKind::Berth, 29_700)]);
    }

    #[test]
    fn cargo_and_fleet_count() {
        let (call, vessel) = (call(), vessel());
        let weights = [("reefer", 30_000), ("gold", 2_000)];
        let weights = weights.map(|(kind, kg)| (kind.to_string(), kg));
        let manifest = Manifest {
            weights: BTreeMap::from(weights),
            ..a_manifest()
        };
        let visit = Visit {
            manifest: Some(&manifest),
            fleet: 3,
            ..visit(&call, &vessel)
        };
        let sums = cents(&fees(&visit));
        assert_eq!(sums[2], (FeeKind::Cargo, 2_250));
        assert_eq!(sums[3], (FeeKind::Reduction, -1_980));
    }

    #[test]
    fn an_invoice_adds_the_states_part() -> anyhow::Result<()> {
        let (call, vessel) = (call(), vessel());
        let invoice = invoice(&visit(&call, &vessel))?;
        assert_eq!(invoice.total_cents, 47_250);
        assert_eq!(invoice.due_on.to_string(), "1970-01-15");
        assert_eq!(
            invoice.id.to_string(),
            "68617262-6f75-7200-0000-000000000005"
        );
        let sums = by_kind([&invoice, &invoice]);
        assert_eq!(sums.get(&FeeKind::Pilotage), Some(&36_000));
        Ok(())
    }

    #[test]
    fn money_is_grouped() {
        assert_eq!(money(123_456_789), "1,234,567.89");
        assert_eq!(money(-50), "-0.50");
        assert_eq!(money(100_000), "1,000.00");
    }
}
