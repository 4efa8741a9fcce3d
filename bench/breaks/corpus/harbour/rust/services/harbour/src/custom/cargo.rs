//! Manifests: one line per container, `MSKU6011672;reefer;22000;2;SEAL7`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::book::CallId;
use crate::generated::{BadContainer, CargoKind, Container, DangerDeclared, Manifest};

/// What a container may weigh, in kilograms.
const WEIGHT_KG: RangeInclusive<i32> = 100..=32_500;

type Checked<T> = Result<T, BadContainer>;

fn bad(number: &str, why: impl Into<String>) -> BadContainer {
    BadContainer {
        number: number.to_string(),
        why: why.into(),
    }
}

/// The last digit that ten letters and digits of a container's number ask for (ISO 6346).
fn check_digit(body: &str) -> Option<u32> {
    let value = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        // Letters count from 10; what 11 divides is left out.
        'A'..='Z' => (10..)
            .filter(|n| n % 11 != 0)
            .nth(c as usize - 'A' as usize),
        _ => None,
    };
    let sum = body.chars().enumerate().try_fold(0, |sum, (at, c)| {
        let value: u32 = value(c)?;
        Some(sum + (value << at))
    })?;
    Some(sum % 11 % 10)
}

fn number(text: &str) -> Checked<String> {
    let number = text.trim().to_ascii_uppercase();
    let well_formed = number.len() == 11
        && number.is_ascii()
        && number[..4].bytes().all(|b| b.is_ascii_uppercase())
        && number[4..].bytes().all(|b| b.is_ascii_digit());
    if !well_formed {
        return Err(bad(&number, "four letters and seven digits are wanted"));
    }
    let told = number[10..].parse().ok();
    match check_digit(&number[..10]) {
        digit if digit == told => Ok(number),
        _ => Err(bad(&number, "the check digit is wrong")),
    }
}

fn kind(number: &str, text: &str) -> Checked<CargoKind> {
    match CargoKind::from(text.trim().to_lowercase()) {
        CargoKind::Unknown(raw) => Err(bad(number, format!("nobody knows `{raw}`"))),
        known => Ok(known),
    }
}

pub fn container(line: &str) -> Checked<Container> {
    let fields: Vec<&str> = line.split(';').collect();
    let [first, kind_, weight, teu, rest @ ..] = fields.as_slice() else {
        return Err(bad(line, "four fields are wanted"));
    };
    let number = number(first)?;
    let kind = kind(&number, kind_)?;
    let weight_kg: i32 = weight
        .trim()
        .parse()
        .map_err(|error| bad(&number, format!("weight: {error}")))?;
    if !WEIGHT_KG.contains(&weight_kg) {
        return Err(bad(&number, format!("{weight_kg} kg is out of range")));
    }
    let teu: f64 = match teu.trim().parse() {
        Ok(teu) if teu > 0.0 && teu <= 2.5 => teu,
        _ => return Err(bad(&number, "how long it is, is not clear")),
    };
    let seal = rest.first().map(|seal| seal.trim().to_string());
    Ok(Container {
        number,
        kind,
        weight_kg,
        teu,
        seal: seal.filter(|seal| !seal.is_empty()),
    })
}

/// Whether two kinds must not be on board together.
fn forbids(a: &CargoKind, b: &CargoKind) -> bool {
    matches!(
        (a, b),
        (CargoKind::Dangerous, CargoKind::Livestock) | (CargoKind::Livestock, CargoKind::Dangerous)
    )
}

fn weights(containers: &[Container]) -> BTreeMap<String, i64> {
    let mut weights = BTreeMap::new();
    for container in containers {
        let kilograms = weights.entry(container.kind.to_string()).or_insert(0);
        *kilograms += i64::from(container.weight_kg);
    }
    weights
}

/// Reads a manifest; the first line that is wrong refuses it all.
pub fn manifest(call_id: CallId, declared_on: NaiveDate, lines: &[String]) -> Checked<Manifest> {
    let containers = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| container(line))
        .collect::<Checked<Vec<_>>>()?;
    for (at, one) in containers.iter().enumerate() {
        let earlier = &containers[..at];
        if earlier.iter().any(|other| other.number == one.number) {
            return Err(bad(&one.number, "it is there twice"));
        }
        if let Some(other) = earlier.iter().find(|other| forbids(&other.kind, &one.kind)) {
            return Err(bad(&one.number, format!("not beside {}", other.number)));
        }
    }
    Ok(Manifest {
        call_id,
        weights: weights(&containers),
        containers,
        declared_on,
    })
}

/// What the fire brigade is told, where there is something to tell.
pub fn danger(manifest: &Manifest) -> Option<DangerDeclared> {
    let dangerous: Vec<&Container> = manifest
        .containers
        .iter()
        .filter(|one| one.kind == CargoKind::Dangerous)
        .collect();
    let heaviest = dangerous.iter().map(|one| one.weight_kg).max()?;
    let weight_kg = dangerous.iter().map(|one| i64::from(one.weight_kg)).sum();
    debug_assert!(i64::from(heaviest) <= weight_kg);
    Some(DangerDeclared {
        call_id: manifest.call_id,
        numbers: dangerous.iter().map(|one| one.number.clone()).collect(),
        weight_kg,
    })
}

/// Room by owner (the number's first three letters) and kind.
pub fn tally(containers: &[Container]) -> BTreeMap<String, BTreeMap<CargoKind, f64>> {
    let mut tally: BTreeMap<String, BTreeMap<CargoKind, f64>> = BTreeMap::new();
    for container in containers {
        let owner: String = container.number.chars().take(3).collect();
        let kinds = tally.entry(owner).or_default();
        *kinds.entry(container.kind.clone()).or_default() += container.teu;
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "CSQU3054383;general;12000;1;S-1";

    fn why(line: &str) -> String {
        container(line).map_or_else(|error| error.why, |found| found.number)
    }

    #[test]
    fn a_line_is_a_container() {
        let expected = Container {
            number: "CSQU3054383".to_string(),
            kind: CargoKind::General,
            weight_kg: 12_000,
            teu: 1.0,
            seal: Some("S-1".to_string()),
        };
        assert_eq!(container(GOOD), Ok(expected));
        let unsealed = container("csqu3054383; Reefer;12000;2.25;").map(|one| one.seal);
        assert_eq!(unsealed, Ok(None));
    }

    #[test]
    fn lines_that_are_wrong_say_why() {
        assert_eq!(why("CSQU3054384;general;1;1"), "the check digit is wrong");
        assert_eq!(
            why("CSQ3054383;general;1;1"),
            "four letters and seven digits are wanted"
        );
        assert_eq!(
            why("CSQU3054383;general;40000;1"),
            "40000 kg is out of range"
        );
        assert_eq!(why("CSQU3054383;gold;500;1"), "nobody knows `gold`");
        assert!(why("CSQU3054383;general;heavy;1").starts_with("weight: "));
    }

    #[test]
    fn weights_are_summed_by_kind() {
        let lines = [GOOD, "MSKU6011672;dangerous;8000;2"].map(str::to_string);
        let manifest = manifest(7, NaiveDate::default(), &lines);
        let weights = manifest.as_ref().map(|one| one.weights.clone());
        let expected = [("dangerous", 8000), ("general", 12_000)];
        let expected = expected.map(|(kind, kg)| (kind.to_string(), kg));
        assert_eq!(weights, Ok(BTreeMap::from(expected)));
        let told = manifest.ok().as_ref().and_then(danger);
        let numbers = told.map(|one| (one.numbers, one.weight_kg));
        assert_eq!(numbers, Some((vec!["MSKU6011672".to_string()], 8000)));
    }

    #[test]
    fn animals_do_not_travel_beside_danger() {
        let lines = [
            "MSKU6011672;livestock;8000;2",
            "CSQU3054383;dangerous;900;1",
        ];
        let refused = manifest(7, NaiveDate::default(), &lines.map(str::to_string));
        assert_eq!(
            refused.map_err(|error| error.why).err().as_deref(),
            Some("not beside MSKU6011672")
        );
    }

    #[test]
    fn room_is_told_by_owner_and_kind() {
        let containers: Vec<Container> = [GOOD, "CSQU3054383;general;500;0.5"]
            .iter()
            .filter_map(|line| container(line).ok())
            .collect();
        let tally = tally(&containers);
        assert_eq!(tally["CSQ"].get(&CargoKind::General), Some(&1.5));
    }
}
