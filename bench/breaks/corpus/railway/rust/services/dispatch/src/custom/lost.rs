//! What was left behind, and whose it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::journal::{page, read_rows, write_rows};
use crate::generated::{AlreadyClaimed, ClaimItemError, FoundItem, HandInIn, ItemNotFound};

/// How long a thing waits for its owner, and how long a dear one does.
const WAITS: Days = Days::new(28);
const DEAR_WAITS: Days = Days::new(90);

/// What is dear.
const DEAR: f64 = 50.0;

#[derive(Debug, Default)]
pub struct Office {
    items: BTreeMap<u32, FoundItem>,
    by_tag: HashMap<String, BTreeSet<u32>>,
}

impl Office {
    /// Takes a thing in, under the next number.
    pub fn take(&mut self, found: HandInIn) -> FoundItem {
        let id = self.items.last_key_value().map_or(1, |(last, _)| last + 1);
        let mut tags: Vec<String> = found.tags.iter().map(|tag| tag.to_lowercase()).collect();
        tags.sort();
        tags.dedup();
        self.keep(FoundItem {
            id,
            description: found.description,
            found_on: found.found_on,
            train: found.train,
            tags,
            owner: None,
            worth: found.worth,
        })
    }

    fn keep(&mut self, item: FoundItem) -> FoundItem {
        for tag in &item.tags {
            self.by_tag.entry(tag.clone()).or_default().insert(item.id);
        }
        self.items.insert(item.id, item.clone());
        item
    }

    /// Things that have a word among their tags or in their description, the newest first.
    pub fn find(&self, word: &str, number: i32, size: i32) -> Vec<FoundItem> {
        let word = word.to_lowercase();
        let tagged = self.by_tag.get(&word);
        let mut found: Vec<FoundItem> = self
            .items
            .values()
            .filter(|item| {
                tagged.is_some_and(|ids| ids.contains(&item.id))
                    || item.description.to_lowercase().contains(&word)
            })
            .cloned()
            .collect();
        found.sort_by(|a, b| b.found_on.cmp(&a.found_on).then(a.id.cmp(&b.id)));
        page(&found, number, size)
    }

    /// Gives a thing to whom it belongs; who asks twice gets the same answer.
    pub fn claim(&mut self, id: u32, owner: Uuid) -> Result<FoundItem, ClaimItemError> {
        let item = self.items.get_mut(&id).ok_or(ItemNotFound { id })?;
        match item.owner {
            Some(other) if other != owner => Err(AlreadyClaimed { id }.into()),
            _ => {
                item.owner = Some(owner);
                Ok(item.clone())
            }
        }
    }

    /// What nobody came for in time, the dearest first.
    pub fn auction(&self, today: NaiveDate) -> Vec<&FoundItem> {
        let mut lots: Vec<&FoundItem> = self
            .items
            .values()
            .filter(|item| item.owner.is_none() && waits_until(item) < today)
            .collect();
        let worth = |item: &FoundItem| item.worth.unwrap_or(0.0);
        lots.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
        lots
    }

    /// Everything, to be written to a file.
    pub fn save(&self) -> anyhow::Result<String> {
        write_rows(self.items.values())
    }

    pub fn load(text: &str) -> anyhow::Result<Self> {
        let mut office = Self::default();
        for item in read_rows(text)? {
            office.keep(item);
        }
        Ok(office)
    }
}

fn waits_until(item: &FoundItem) -> NaiveDate {
    let waits = if item.worth.is_some_and(|worth| worth >= DEAR) {
        DEAR_WAITS
    } else {
        WAITS
    };
    item.found_on + waits
}

/// What hangs on a thing by a string.
pub fn tag(item: &FoundItem) -> String {
    let place = match item.train {
        Some(number) => format!("train {number}"),
        None => "station".to_string(),
    };
    format!(
        "No. {:05}, {}, {place}",
        item.id,
        item.found_on.format("%d.%m.")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap_or_default()
    }

    fn handed(description: &str, on: u32, worth: Option<f64>) -> HandInIn {
        HandInIn {
            description: description.to_string(),
            found_on: day(on),
            train: Some(17),
            tags: vec!["Black".to_string(), "bag".to_string(), "black".to_string()],
            worth,
        }
    }

    #[test]
    fn things_are_found_by_words() {
        let mut office = Office::default();
        office.take(handed("An umbrella", 1, None));
        office.take(handed("A violin", 2, Some(900.0)));
        let ids = |word: &str| {
            let found = office.find(word, 1, 10);
            found.into_iter().map(|item| item.id).collect::<Vec<_>>()
        };
        assert_eq!(ids("BLACK"), [2, 1]);
        assert_eq!(ids("violin"), [2]);
        assert!(ids("hat").is_empty());
    }

    #[test]
    fn a_thing_has_one_owner() {
        let mut office = Office::default();
        let item = office.take(handed("An umbrella", 1, None));
        let (ada, bob) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(
            office
                .claim(item.id, ada)
                .is_ok_and(|item| item.owner == Some(ada))
        );
        assert!(office.claim(item.id, ada).is_ok());
        assert!(matches!(
            office.claim(item.id, bob),
            Err(ClaimItemError::AlreadyClaimed(_))
        ));
        assert!(
            matches!(office.claim(9, bob), Err(ClaimItemError::ItemNotFound(one)) if one.id == 9)
        );
    }

    #[test]
    fn dear_things_wait_longer() {
        let mut office = Office::default();
        office.take(handed("An umbrella", 1, Some(8.0)));
        office.take(handed("A violin", 1, Some(900.0)));
        office.take(handed("A glove", 1, None));
        let lots = |today: NaiveDate| {
            let lots = office.auction(today).into_iter();
            lots.map(|item| item.id).collect::<Vec<_>>()
        };
        assert!(lots(day(29)).is_empty());
        assert_eq!(lots(day(30)), [1, 3]);
        assert_eq!(lots(day(1) + Days::new(91)), [2, 1, 3]);
    }

    #[test]
    fn the_office_survives_a_fire_drill() -> anyhow::Result<()> {
        let mut office = Office::default();
        let kept = office.take(handed("An umbrella", 1, Some(8.0)));
        let text = office.save()?;
        assert!(text.starts_with(r#"{"id":1,"description":"An umbrella","foundOn":"2026-03-01""#));
        let mut again = Office::load(&text)?;
        assert_eq!(again.find("bag", 1, 10), vec![kept.clone()]);
        assert_eq!(
            tag(&again.take(handed("A hat", 2, None))),
            "No. 00002, 02.03., train 17"
        );
        Ok(())
    }
}
