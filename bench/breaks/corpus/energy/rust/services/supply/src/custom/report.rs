//! What a zone looks like on a day, for those who read tables.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::billing::Ledger;
use super::contracts::ContractBook;
use super::outages::OutageLog;
use crate::generated::metering::{LoadProfile, Meter, MeterKind};
use crate::generated::{ContractStatus, ZoneReport};

/// Counts what falls together by a key.
pub fn tally<T, K: Ord>(
    items: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> BTreeMap<K, u32> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(key(&item)).or_insert(0) += 1;
    }
    counts
}

/// What a report is made of.
#[derive(Debug)]
pub struct Material<'a> {
    pub contracts: &'a ContractBook,
    pub ledger: &'a Ledger,
    pub outages: &'a OutageLog,
    pub meters: &'a [Meter],
    pub profile: Option<&'a LoadProfile>,
    pub renewable: Option<f64>,
}

/// The report of a zone on a day.
pub fn zone_report(
    zone: &str,
    day: NaiveDate,
    now: DateTime<Utc>,
    from: &Material<'_>,
) -> ZoneReport {
    let here: BTreeSet<i32> = from.meters.iter().map(|meter| meter.id).collect();
    let mut contracts = 0;
    let mut kwh_by_tariff = BTreeMap::new();
    for contract in from.contracts.iter() {
        if !here.contains(&contract.meter_id) || contract.status == ContractStatus::Ended {
            continue;
        }
        contracts += 1;
        let kwh = from.ledger.billed(contract.id, contract.starts_on);
        *kwh_by_tariff.entry(contract.tariff.clone()).or_insert(0) += kwh;
    }
    ZoneReport {
        zone: zone.to_string(),
        contracts,
        kwh_by_tariff,
        outage_minutes: from.outages.minutes(zone, day, now),
        causes: from.outages.causes(zone),
        peak_kw: from.profile.map_or(0.0, peak),
        renewable: from.renewable,
    }
}

/// The highest load of a day: a peak that was told, or the highest slot.
pub fn peak(profile: &LoadProfile) -> f64 {
    let told = profile.peaks.values().copied();
    told.chain(profile.kilowatts.iter().copied())
        .fold(0.0, f64::max)
}

/// What a zone drew over a day, in kilowatt hours.
pub fn drawn(profile: &LoadProfile) -> f64 {
    let hours = profile.slot.as_secs_f64() / 3600.0;
    profile.kilowatts.iter().map(|load| load * hours).sum()
}

/// How many meters of each kind hang in a zone.
pub fn kinds(meters: &[Meter]) -> String {
    let counts = tally(meters, |meter| short(&meter.kind));
    let words: Vec<String> = counts
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    words.join(", ")
}

fn short(kind: &MeterKind) -> &'static str {
    match kind {
        MeterKind::Conventional => "old",
        MeterKind::Digital => "digital",
        MeterKind::Smart => "smart",
        MeterKind::Unknown(_) => "strange",
    }
}

/// The report as a table of two columns.
pub fn csv(report: &ZoneReport) -> String {
    let mut rows = vec![
        ("zone".to_string(), report.zone.clone()),
        ("contracts".to_string(), report.contracts.to_string()),
        (
            "outage minutes".to_string(),
            report.outage_minutes.to_string(),
        ),
        ("peak kW".to_string(), format!("{:.1}", report.peak_kw)),
    ];
    if let Some(share) = report.renewable {
        rows.push(("renewable".to_string(), format!("{:.0} %", share * 100.0)));
    }
    for (tariff, kwh) in &report.kwh_by_tariff {
        rows.push((format!("kWh {tariff}"), kwh.to_string()));
    }
    rows.extend(
        report
            .causes
            .iter()
            .map(|(cause, count)| (cause.clone(), count.to_string())),
    );
    rows.into_iter()
        .map(|(name, value)| format!("{name};{value}\n"))
        .collect()
}

/// Where somebody finds a meter: `3 Mill Lane, 20095 (north), serial E-1`.
pub fn address(meter: &Meter) -> String {
    let note = match &meter.note {
        Some(note) => format!(" - {note}"),
        None => String::new(),
    };
    format!(
        "{}, {} ({}), serial {}{note}",
        meter.place.street, meter.place.postcode, meter.place.zone, meter.serial
    )
}

/// Meters that are to be replaced, the oldest first.
pub fn outdated(meters: &[Meter], before: NaiveDate) -> Vec<&Meter> {
    let mut old: Vec<&Meter> = meters
        .iter()
        .filter(|meter| meter.installed_on < before && meter.kind != MeterKind::Smart)
        .collect();
    old.sort_by_key(|meter| (meter.installed_on, meter.id));
    old
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::generated::builders::a_zone_report;
    use crate::generated::metering::Place;
    use crate::generated::metering::builders::{a_load_profile, a_meter};

    fn meter(id: i32, kind: MeterKind, installed_on: &str) -> Meter {
        Meter {
            id,
            serial: format!("E-{id}"),
            kind,
            place: Place {
                street: "3 Mill Lane".to_string(),
                postcode: "20095".to_string(),
                zone: "north".to_string(),
            },
            installed_on: installed_on.parse().expect("a day"),
            ..a_meter()
        }
    }

    #[test]
    fn a_profile_has_a_peak() {
        let profile = LoadProfile {
            slot: Duration::from_secs(900),
            kilowatts: vec![100.0, 300.0, 200.0],
            peaks: BTreeMap::from([("evening".to_string(), 310.5)]),
            ..a_load_profile()
        };
        assert_eq!(peak(&profile), 310.5);
        assert_eq!(drawn(&profile), 150.0);
    }

    #[test]
    fn meters_are_counted_and_found() {
        let meters = [
            meter(3, MeterKind::Smart, "2001-01-01"),
            meter(2, MeterKind::Digital, "2012-05-01"),
            meter(1, MeterKind::Conventional, "2012-05-01"),
        ];
        assert_eq!(kinds(&meters), "1 digital, 1 old, 1 smart");
        assert_eq!(
            address(&meters[2]),
            "3 Mill Lane, 20095 (north), serial E-1"
        );
        let day = "2020-01-01".parse().expect("a day");
        let old: Vec<i32> = outdated(&meters, day)
            .iter()
            .map(|meter| meter.id)
            .collect();
        assert_eq!(old, [1, 2]);
    }

    #[test]
    fn a_table_has_two_columns() {
        let report = ZoneReport {
            zone: "north".to_string(),
            contracts: 2,
            outage_minutes: 85,
            peak_kw: 310.5,
            renewable: Some(0.42),
            kwh_by_tariff: BTreeMap::from([("HOME-26".to_string(), 420)]),
            ..a_zone_report()
        };
        assert_eq!(
            csv(&report),
            "zone;north\ncontracts;2\noutage minutes;85\npeak kW;310.5\nrenewable;42 %\nkWh HOME-26;420\n"
        );
    }
}
