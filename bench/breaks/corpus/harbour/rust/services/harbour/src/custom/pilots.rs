//! Who brings which vessel in, and on which day.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::generated::{Licence, Pilot};

/// How many vessels one pilot brings in on one day.
const A_DAY: usize = 2;

/// What a pilot is to be able to do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted<'a> {
    pub draft_cm: i32,
    pub day: NaiveDate,
    pub language: Option<&'a str>,
}

/// Licences from the least to the most.
fn rank(licence: &Licence) -> u8 {
    match licence {
        Licence::Restricted => 1,
        Licence::Coastal => 2,
        Licence::Deep => 3,
        Licence::Unknown(_) => 0,
    }
}

/// The deepest draft that a licence allows, whatever the pilot is used to.
fn licensed_cm(licence: &Licence) -> i32 {
    const LIMITS: [(&str, i32); 3] = [("restricted", 500), ("coastal", 1000), ("deep", 2500)];
    LIMITS
        .iter()
        .find(|(name, _)| *name == licence.as_str())
        .map_or(0, |(_, limit)| *limit)
}

pub fn may_take(pilot: &Pilot, draft_cm: i32) -> bool {
    draft_cm <= pilot.max_draft_cm.min(licensed_cm(&pilot.licence))
}

#[derive(Debug, Default)]
pub struct Roster {
    pilots: HashMap<i32, Pilot>,
    duties: BTreeMap<NaiveDate, Vec<i32>>,
    away: BTreeSet<i32>,
}

impl FromIterator<Pilot> for Roster {
    fn from_iter<I: IntoIterator<Item = Pilot>>(pilots: I) -> Self {
        Self {
            pilots: pilots.into_iter().map(|one| (one.id, one)).collect(),
            ..Self::default()
        }
    }
}

impl Roster {
    pub fn get(&self, id: i32) -> Option<&Pilot> {
        self.pilots.get(&id)
    }

    /// Pilots who are on leave are not asked.
    pub fn send_away(&mut self, id: i32) -> bool {
        self.pilots.contains_key(&id) && self.away.insert(id)
    }

    /// The pilot with the smallest licence that will do; of these the one with the least work, and the lowest number.
    pub fn choose(&self, wanted: &Wanted<'_>) -> Option<&Pilot> {
        let work = |id: i32| self.duties_of(id, wanted.day);
        self.pilots
            .values()
            .filter(|pilot| !self.away.contains(&pilot.id))
            .filter(|pilot| may_take(pilot, wanted.draft_cm) && work(pilot.id) < A_DAY)
            .filter(|pilot| wanted.language.is_none_or(|want| speaks(pilot, want)))
            .min_by_key(|pilot| (rank(&pilot.licence), work(pilot.id), pilot.id))
    }

    fn duties_of(&self, id: i32, day: NaiveDate) -> usize {
        let duties = self.duties.get(&day);
        duties.map_or(0, |ids| ids.iter().filter(|one| **one == id).count())
    }

    pub fn book(&mut self, id: i32, day: NaiveDate) {
        self.duties.entry(day).or_default().push(id);
    }

    pub fn unbook(&mut self, id: i32, day: NaiveDate) {
        if let Some(ids) = self.duties.get_mut(&day)
            && let Some(at) = ids.iter().position(|one| *one == id)
        {
            ids.remove(at);
        }
    }

    /// Names and how to reach them, the best licence first.
    pub fn phone_list(&self) -> Vec<String> {
        let mut pilots: Vec<&Pilot> = self.pilots.values().collect();
        pilots.sort_by_key(|pilot| (Reverse(rank(&pilot.licence)), pilot.name.as_str()));
        pilots.into_iter().map(contact).collect()
    }
}

fn speaks(pilot: &Pilot, language: &str) -> bool {
    let mut languages = pilot.languages.iter();
    languages.any(|one| one.eq_ignore_ascii_case(language))
}

fn contact(pilot: &Pilot) -> String {
    let phone = pilot.phone.as_deref().unwrap_or("by radio");
    format!("{:<12} #{:03} {}", pilot.name, pilot.id, phone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_pilot;

    fn pilot(id: i32, name: &str, licence: Licence) -> Pilot {
        Pilot {
            id,
            name: name.to_string(),
            licence,
            max_draft_cm: 1200,
            languages: vec!["en".to_string()],
            ..a_pilot()
        }
    }

    fn roster() -> Roster {
        let mut dora = pilot(9, "Dora", Licence::Deep);
        dora.phone = Some("+47 555".to_string());
        dora.languages.push("no".to_string());
        let others = [
            pilot(4, "Carl", Licence::Coastal),
            pilot(2, "Bea", Licence::Coastal),
        ];
        std::iter::once(dora).chain(others).collect()
    }

    fn wanted(draft_cm: i32, language: Option<&str>) -> Wanted<'_> {
        Wanted {
            draft_cm,
            day: NaiveDate::default(),
            language,
        }
    }

    #[test]
    fn the_smallest_licence_that_does_is_chosen() {
        let roster = roster();
        let name = |wanted| roster.choose(&wanted).map(|pilot| pilot.name.as_str());
        assert_eq!(name(wanted(800, None)), Some("Bea"));
        assert_eq!(name(wanted(1100, None)), Some("Dora"));
        assert_eq!(name(wanted(800, Some("NO"))), Some("Dora"));
        assert_eq!(name(wanted(1300, None)), None);
    }

    #[test]
    fn work_is_shared() {
        let mut roster = roster();
        let day = NaiveDate::default();
        let mut turns = Vec::new();
        for _ in 0..4 {
            let chosen = roster.choose(&wanted(800, None)).map(|pilot| pilot.id);
            turns.extend(chosen);
            if let Some(id) = chosen {
                roster.book(id, day);
            }
        }
        assert_eq!(turns, [2, 4, 2, 4]);
        roster.unbook(4, day);
        assert_eq!(roster.duties_of(4, day), 1);
    }

    #[test]
    fn who_is_away_is_not_asked() {
        let mut roster = roster();
        assert!(roster.send_away(2));
        assert!(!roster.send_away(77));
        let chosen = roster.choose(&wanted(800, None));
        assert_eq!(chosen.map(|pilot| pilot.id), Some(4));
    }

    #[test]
    fn the_phone_list_begins_with_the_deep_licence() {
        let expected = [
            "Dora         #009 +47 555",
            "Bea          #002 by radio",
            "Carl         #004 by radio",
        ];
        assert_eq!(roster().phone_list(), expected);
    }
}
