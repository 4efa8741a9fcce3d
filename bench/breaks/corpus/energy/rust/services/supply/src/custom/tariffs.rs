//! Price sheets: what a kilowatt hour costs, how much of it, and when.

use std::collections::BTreeMap;

use chrono::{DateTime, Timelike, Utc};
use rust_decimal::Decimal;

use crate::generated::{BadSheet, Band, Tariff, TariffCode, TariffKind, TariffNotFound, Tier};

const DAY_MINUTES: i32 = 24 * 60;

#[derive(Debug, Default)]
pub struct TariffBook {
    by_code: BTreeMap<TariffCode, Tariff>,
    last: i32,
}

impl TariffBook {
    /// Takes a tariff in under the next number; one with the same code is replaced and keeps its number.
    pub fn add(&mut self, mut tariff: Tariff) -> Tariff {
        tariff.id = match self.by_code.get(&tariff.code) {
            Some(old) => old.id,
            None => {
                self.last += 1;
                self.last
            }
        };
        self.by_code.insert(tariff.code.clone(), tariff.clone());
        tariff
    }

    pub fn find(&self, code: &str) -> Result<&Tariff, TariffNotFound> {
        self.by_code.get(code).ok_or_else(|| TariffNotFound {
            tariff: code.to_string(),
        })
    }

    /// Tariffs by their number, newest first.
    pub fn newest(&self) -> Vec<&Tariff> {
        let mut all: Vec<&Tariff> = self.by_code.values().collect();
        all.sort_by_key(|tariff| std::cmp::Reverse(tariff.id));
        all
    }
}

/// Reads a sheet of `key: value` lines.
pub fn parse(sheet: &str) -> Result<Tariff, BadSheet> {
    let mut tariff = Tariff {
        id: 0,
        code: String::new(),
        name: String::new(),
        kind: TariffKind::Flat,
        base_fee: Decimal::ZERO,
        tiers: Vec::new(),
        bands: Vec::new(),
    };
    for (line, text) in (1u32..).zip(sheet.lines()) {
        let bad = |reason: &str| BadSheet {
            line,
            reason: reason.to_string(),
        };
        let Some((key, value)) = text.split_once(':') else {
            if text.trim().is_empty() {
                continue;
            }
            return Err(bad("there is no colon"));
        };
        let value = value.trim();
        match key.trim() {
            "code" if is_code(value) => tariff.code = value.to_string(),
            "code" => return Err(bad("a code is capitals, digits and dashes")),
            "name" => tariff.name = value.to_string(),
            "kind" => tariff.kind = kind(value).ok_or_else(|| bad("there is no such kind"))?,
            "base" => tariff.base_fee = value.parse().map_err(|_| bad("the fee is no number"))?,
            "tier" => tariff
                .tiers
                .push(tier(value).ok_or_else(|| bad("a tier is an end and a price"))?),
            "band" => tariff.bands.push(
                band(value).ok_or_else(|| bad("a band is a name, two minutes and a factor"))?,
            ),
            _ => return Err(bad("nobody knows this key")),
        }
    }
    if tariff.code.is_empty() || tariff.tiers.is_empty() {
        return Err(BadSheet {
            line: 0,
            reason: "a tariff needs a code and a tier".to_string(),
        });
    }
    Ok(tariff)
}

fn is_code(text: &str) -> bool {
    (3..=16).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
}

fn kind(text: &str) -> Option<TariffKind> {
    match TariffKind::from(text.to_string()) {
        TariffKind::Unknown(_) => None,
        known => Some(known),
    }
}

/// `1000 0.32`, or `* 0.28` for what has no end.
fn tier(text: &str) -> Option<Tier> {
    let (end, price) = text.split_once(' ')?;
    let up_to_kwh = match end {
        "*" => None,
        number => Some(number.parse().ok()?),
    };
    Some(Tier {
        up_to_kwh,
        price: price.trim().parse().ok()?,
    })
}

/// `night 1320 360 0.8`.
fn band(text: &str) -> Option<Band> {
    let mut words = text.split_whitespace();
    let name = words.next()?.to_string();
    let mut minute = || {
        let minute: i32 = words.next()?.parse().ok()?;
        (0..=DAY_MINUTES).contains(&minute).then_some(minute)
    };
    let (from_minute, to_minute) = (minute()?, minute()?);
    let factor = words.next()?.parse().ok()?;
    Some(Band {
        name,
        from_minute,
        to_minute,
        factor,
    })
}

/// Kilowatt hours with the price that each part of them has.
pub fn split(tiers: &[Tier], kwh: i64) -> Vec<(i64, Decimal)> {
    let mut floor = 0;
    let mut parts = Vec::new();
    for tier in tiers {
        let ceiling = tier.up_to_kwh.map_or(kwh, |end| end.min(kwh));
        if ceiling > floor {
            parts.push((ceiling - floor, tier.price));
            floor = ceiling;
        }
    }
    parts
}

/// The band in which a moment lies; a band may go over midnight.
pub fn band_at(tariff: &Tariff, at: DateTime<Utc>) -> Option<&Band> {
    let minute = at.hour() as i32 * 60 + at.minute() as i32;
    tariff.bands.iter().find(|band| {
        if band.from_minute <= band.to_minute {
            (band.from_minute..band.to_minute).contains(&minute)
        } else {
            minute >= band.from_minute || minute < band.to_minute
        }
    })
}

/// What a year costs with a tariff, cents exactly.
pub fn yearly(tariff: &Tariff, kwh: u32) -> Decimal {
    let energy: Decimal = split(&tariff.tiers, i64::from(kwh))
        .into_iter()
        .map(|(part, price)| Decimal::from(part) * price)
        .sum();
    (energy + tariff.base_fee * Decimal::from(12)).round_dp(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::{a_band, a_tariff, a_tier};

    const SHEET: &str = "code: HOME-26\nname: Home\nkind: tiered\nbase: 9.50\ntier: 1000 0.32\ntier: * 0.28\n\nband: night 1320 360 0.8\n";

    #[test]
    fn a_sheet_becomes_a_tariff() {
        let tariff = parse(SHEET).expect("a good sheet");
        assert_eq!(tariff.kind, TariffKind::Tiered);
        assert_eq!(tariff.base_fee, Decimal::new(950, 2));
        let ends: Vec<Option<i64>> = tariff.tiers.iter().map(|tier| tier.up_to_kwh).collect();
        assert_eq!(ends, [Some(1000), None]);
        assert_eq!(tariff.bands[0].name, "night");
    }

    #[test]
    fn a_bad_line_is_named() {
        let bad = parse("code: HOME-26\nkind: dynamic\n").map_err(|bad| (bad.line, bad.reason));
        assert_eq!(bad, Err((2, "there is no such kind".to_string())));
        assert!(parse("code: home").is_err());
        assert!(parse("code: HOME\ntier: * 0.3\nband: late 1500 10 1.0").is_err());
        assert_eq!(parse("name: Nothing").map_err(|bad| bad.line), Err(0));
    }

    #[test]
    fn consumption_is_split_by_tiers() {
        let tariff = parse(SHEET).expect("a good sheet");
        assert_eq!(
            split(&tariff.tiers, 1500),
            [(1000, Decimal::new(32, 2)), (500, Decimal::new(28, 2))]
        );
        assert_eq!(split(&tariff.tiers, 400), [(400, Decimal::new(32, 2))]);
        assert_eq!(yearly(&tariff, 1500), Decimal::new(57400, 2));
    }

    #[test]
    fn the_night_goes_over_midnight() {
        let tariff = Tariff {
            bands: vec![Band {
                name: "night".to_string(),
                from_minute: 1320,
                to_minute: 360,
                ..a_band()
            }],
            ..a_tariff()
        };
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a moment");
        assert!(band_at(&tariff, at("2026-03-01T23:30:00Z")).is_some());
        assert!(band_at(&tariff, at("2026-03-01T05:59:00Z")).is_some());
        assert!(band_at(&tariff, at("2026-03-01T06:00:00Z")).is_none());
    }

    #[test]
    fn a_tariff_keeps_its_number() {
        let mut book = TariffBook::default();
        let named = |code: &str| Tariff {
            code: code.to_string(),
            tiers: vec![a_tier()],
            ..a_tariff()
        };
        assert_eq!(book.add(named("HOME")).id, 1);
        assert_eq!(book.add(named("WORK")).id, 2);
        assert_eq!(book.add(named("HOME")).id, 1);
        let codes: Vec<&str> = book.newest().iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes, ["WORK", "HOME"]);
        assert!(book.find("NONE").is_err());
    }
}
