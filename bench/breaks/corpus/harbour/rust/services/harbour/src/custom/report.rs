//! What the harbour master reads in the morning.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};

use super::fees;
use crate::generated::{CargoKind, FeeKind, Invoice, Manifest, Phase, PortCall};

/// A column of the list of calls: its heading, its width, and what stands in it.
type Column = (&'static str, usize, fn(&PortCall) -> String);

const COLUMNS: [Column; 6] = [
    ("no", 4, |call| format!("#{}", call.id)),
    ("vessel", 14, |call| call.vessel_name.clone()),
    ("eta", 5, |call| clock(&call.eta)),
    ("stay", 6, |call| span(call.stay)),
    ("berth", 5, |call| {
        call.berth.clone().unwrap_or_else(|| "?".to_string())
    }),
    ("phase", 10, |call| phase(&call.phase).to_string()),
];

/// Lines of a report are cut there. The limit is the printer's.
const WIDTH: usize = 60;

fn clock(at: &DateTime<Utc>) -> String {
    at.format("%H:%M").to_string()
}

fn span(stay: Duration) -> String {
    let minutes = stay.as_secs() / 60;
    format!("{}h{:02}", minutes / 60, minutes % 60)
}

pub fn phase(phase: &Phase) -> &str {
    match phase {
        Phase::Announced => "expected",
        Phase::Confirmed => "confirmed",
        Phase::Moored => "alongside",
        Phase::Departed => "gone",
        Phase::Cancelled => "cancelled",
        Phase::Unknown(raw) => raw,
    }
}

/// Those with more priority first, then by time, then by number.
fn in_order(a: &PortCall, b: &PortCall) -> Ordering {
    b.priority
        .cmp(&a.priority)
        .then_with(|| a.eta.cmp(&b.eta))
        .then_with(|| a.id.cmp(&b.id))
}

fn row(cells: impl Iterator<Item = (usize, String)>) -> String {
    let mut line = String::new();
    for (width, cell) in cells {
        let cut: String = cell.chars().take(width).collect();
        // Writing to a text cannot fail.
        let _ = write!(line, "{cut:<width$} ");
    }
    line.trim_end().chars().take(WIDTH).collect()
}

fn counts<'a>(calls: impl Iterator<Item = &'a PortCall>) -> String {
    let mut counts: BTreeMap<&Phase, usize> = BTreeMap::new();
    for call in calls {
        *counts.entry(&call.phase).or_default() += 1;
    }
    let parts: Vec<String> = counts
        .into_iter()
        .map(|(one, count)| format!("{count} {}", phase(one)))
        .collect();
    parts.join(", ")
}

/// The heaviest kinds of cargo, at most `limit`.
pub fn heaviest<'a>(
    manifests: impl IntoIterator<Item = &'a Manifest>,
    limit: usize,
) -> Vec<(CargoKind, i64)> {
    let mut sums: BTreeMap<CargoKind, i64> = BTreeMap::new();
    for (kind, kg) in manifests.into_iter().flat_map(|one| &one.weights) {
        *sums.entry(CargoKind::from(kind.clone())).or_default() += kg;
    }
    let mut sorted: Vec<_> = sums.into_iter().collect();
    sorted.sort_by_key(|(_, kg)| -kg);
    sorted.truncate(limit);
    sorted
}

fn earned(invoices: &[Invoice]) -> Option<String> {
    let total: i64 = invoices.iter().map(|one| one.total_cents).sum();
    let latest = invoices.iter().map(|one| one.due_on).max()?;
    let sums = fees::by_kind(invoices);
    let pilots = sums.get(&FeeKind::Pilotage).copied().unwrap_or(0);
    Some(format!(
        "earned {} until {latest}, {} of it for pilots",
        fees::money(total),
        fees::money(pilots)
    ))
}

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Day<'a> {
    pub day: NaiveDate,
    pub calls: &'a [PortCall],
    pub manifests: &'a [Manifest],
    pub invoices: &'a [Invoice],
    pub tide_range_cm: Option<i32>,
}

pub fn report(day: &Day<'_>) -> Vec<String> {
    let mut calls: Vec<&PortCall> = day.calls.iter().collect();
    calls.sort_by(|a, b| in_order(a, b));
    let mut lines = vec![match day.tide_range_cm {
        Some(cm) => format!("{}, tide {}.{:02} m", day.day, cm / 100, cm % 100),
        None => day.day.to_string(),
    }];
    lines.push(row(COLUMNS
        .iter()
        .map(|(name, width, _)| (*width, (*name).to_string()))));
    lines.extend(calls.iter().map(|call| {
        let cells = COLUMNS.iter();
        row(cells.map(|(_, width, cell)| (*width, cell(call))))
    }));
    lines.push(counts(day.calls.iter()));
    let cargo = heaviest(day.manifests, 2);
    lines.extend(
        cargo
            .iter()
            .map(|(kind, kg)| format!("{kind}: {} t", kg / 1000)),
    );
    lines.extend(earned(day.invoices));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::{a_invoice, a_manifest, a_port_call};

    fn call(id: i64, name: &str, priority: i32) -> PortCall {
        PortCall {
            id,
            vessel_name: name.to_string(),
            priority,
            stay: Duration::from_secs(9000),
            ..a_port_call()
        }
    }

    #[test]
    fn the_report_has_a_row_per_call() {
        let mut calls = [call(2, "Eos", 0), call(1, "Aurora of the North", 0)];
        calls[0].phase = Phase::Moored;
        calls[0].berth = Some("A1".to_string());
        let lines = report(&Day {
            day: NaiveDate::default(),
            calls: &calls,
            manifests: &[],
            invoices: &[],
            tide_range_cm: Some(305),
        });
        let expected = [
            "1970-01-01, tide 3.05 m",
            "no   vessel         eta   stay   berth phase",
            "#1   Aurora of the  00:00 2h30   ?     expected",
            "#2   Eos            00:00 2h30   A1    alongside",
            "1 expected, 1 alongside",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn priority_comes_first() {
        let mut calls = [call(1, "a", 0), call(3, "b", 5), call(2, "c", 5)];
        calls.sort_by(in_order);
        let numbers: Vec<i64> = calls.iter().map(|call| call.id).collect();
        assert_eq!(numbers, [2, 3, 1]);
    }

    #[test]
    fn the_heaviest_cargo_is_named() {
        let manifest = |kind: &str, kg| Manifest {
            weights: BTreeMap::from([(kind.to_string(), kg)]),
            ..a_manifest()
        };
        let manifests = [
            manifest("general", 500),
            manifest("reefer", 9000),
            manifest("general", 700),
        ];
        let limit = 1;
        assert_eq!(heaviest(&manifests, limit), [(CargoKind::Reefer, 9000)]);
    }

    #[test]
    fn what_was_earned_is_told() {
        let invoice = Invoice {
            total_cents: 250_000,
            ..a_invoice()
        };
        let said = earned(&[invoice.clone(), invoice]);
        assert_eq!(
            said.as_deref(),
            Some("earned 5,000.00 until 1970-01-01, 0.00 of it for pilots")
        );
        assert_eq!(earned(&[]), None);
    }
}
