//! Reading lists, and what other libraries are asked for.

use std::collections::{BTreeMap, HashSet};

use anyhow::{Context, ensure};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::registry::Registry;
use super::{MemberId, TitleId};
use crate::generated::titles::Title;
use crate::generated::{InterlibraryRequest, ReadingList};

/// The most titles of one list.
const LIST_MAX: usize = 100;

#[derive(Debug, Default)]
pub struct Lists {
    all: Registry<ReadingList>,
    saved: u128,
}

impl Lists {
    /// Saves a list under its name; each title stands on it once, in the order of first mention.
    pub fn save(&mut self, owner: MemberId, name: &str, titles: Vec<TitleId>) -> ReadingList {
        let mut seen = HashSet::new();
        let mut titles: Vec<TitleId> = titles.into_iter().filter(|id| seen.insert(*id)).collect();
        titles.truncate(LIST_MAX);
        let standing = self
            .all
            .all()
            .find(|list| list.owner == owner && list.name == name)
            .cloned();
        let list = match standing {
            Some(list) => ReadingList { titles, ..list },
            None => {
                self.saved += 1;
                ReadingList {
                    id: Uuid::from_u128(self.saved),
                    owner,
                    name: name.to_string(),
                    titles,
                    shared: false,
                }
            }
        };
        self.all.put(list)
    }

    pub fn share(&mut self, id: Uuid) -> Option<String> {
        let list = self.all.get_mut(&id)?;
        list.shared = true;
        Some(format!("/lists/{}?by={}", list.id, list.owner))
    }

    /// On how many lists each title stands.
    pub fn popularity(&self) -> BTreeMap<TitleId, usize> {
        let mut counts = BTreeMap::new();
        for title in self.all.all().flat_map(|list| &list.titles) {
            *counts.entry(*title).or_insert(0) += 1;
        }
        counts
    }

    pub fn export(&self, owner: MemberId) -> Value {
        let lists = self.all.all().filter(|list| list.owner == owner);
        lists
            .map(|list| json!({ "name": list.name, "titles": list.titles, "shared": list.shared }))
            .collect()
    }
}

/// The thirteen digits of an ISBN, whatever stood between them.
pub fn isbn(text: &str) -> anyhow::Result<String> {
    let digits: Vec<u32> = text
        .chars()
        .filter(|letter| !matches!(letter, '-' | ' '))
        .map(|letter| letter.to_digit(10).context("an ISBN has digits only"))
        .collect::<anyhow::Result<_>>()?;
    ensure!(digits.len() == 13, "an ISBN has thirteen digits");
    let sum: u32 = digits
        .iter()
        .zip([1, 3].iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .sum();
    ensure!(
        sum.is_multiple_of(10),
        "the last digit of {text:?} does not fit"
    );
    Ok(digits.iter().map(u32::to_string).collect())
}

/// Libraries that lend to others, by what the ISBN begins with; the last one lends everything.
const LENDERS: [(&str, &str, i64); 3] = [
    ("97802", "Harbour Town", 350),
    ("9783", "Upper Valley", 200),
    ("", "State Library", 600),
];

#[derive(Debug, Default)]
pub struct Requests {
    all: Registry<InterlibraryRequest>,
}

impl Requests {
    /// Asks the first lender whose books these are.
    pub fn open(
        &mut self,
        member: MemberId,
        isbn: String,
        today: NaiveDate,
        wanted_by: Option<NaiveDate>,
    ) -> InterlibraryRequest {
        let (_, lender, cents) = LENDERS
            .into_iter()
            .find(|(start, ..)| isbn.starts_with(start))
            .unwrap_or(LENDERS[2]);
        let number = self.all.all().count() + 1;
        self.all.put(InterlibraryRequest {
            reference: format!("ILL-{}-{number:04}", today.year()),
            isbn,
            member,
            lender: lender.to_string(),
            cost: Decimal::new(cents, 2),
            wanted_by,
        })
    }

    /// What is wanted soonest, and what nobody is in a hurry for at the end.
    pub fn by_urgency(&self) -> Vec<&InterlibraryRequest> {
        let mut requests: Vec<_> = self.all.all().collect();
        requests.sort_by_key(|request| (request.wanted_by.is_none(), request.wanted_by));
        requests
    }

    /// What all of it costs, by who lends it.
    pub fn costs(&self) -> BTreeMap<&str, Decimal> {
        let mut costs: BTreeMap<&str, Decimal> = BTreeMap::new();
        for request in self.all.all() {
            *costs.entry(&request.lender).or_default() += request.cost;
        }
        costs
    }
}

/// What a lender reads on the slip.
pub fn request_slip(request: &InterlibraryRequest) -> String {
    let by = request
        .wanted_by
        .map_or("whenever".to_string(), |day| format!("by {day}"));
    format!(
        "{} to {}: {} {by}, {:.2}",
        request.reference, request.lender, request.isbn, request.cost
    )
}

/// The title on a list's page: name, first creator, year, pages where they are known.
pub fn entry(title: &Title) -> String {
    let creator = title
        .creators
        .first()
        .map_or("anonymous", |creator| creator.name.as_str());
    let year = title.published.year();
    let pages = title.pages.map(|pages| format!(", {pages} p."));
    format!(
        "{creator}: {} ({year}{})",
        title.name,
        pages.unwrap_or_default()
    )
}

/// Titles of a subject, the newest first; of one day, the better one first.
pub fn newest(mut titles: Vec<Title>, limit: usize) -> Vec<Title> {
    titles.sort_by(|a, b| {
        b.published
            .cmp(&a.published)
            .then_with(|| b.score.total_cmp(&a.score))
    });
    titles.truncate(limit);
    titles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::fixtures::{a_film, day};

    #[test]
    fn a_list_is_saved_once_under_its_name() {
        let mut lists = Lists::default();
        let first = lists.save(7, "summer", vec![3, 1, 3]);
        assert_eq!(first.titles, [3, 1]);
        let again = lists.save(7, "summer", vec![1]);
        assert_eq!(again.id, first.id);
        lists.save(8, "summer", vec![1, 2]);
        assert_eq!(lists.popularity(), BTreeMap::from([(1, 2), (2, 1)]));
        assert_eq!(lists.export(7)[0]["titles"], json!([1]));
        let url = format!("/lists/{}?by=7", first.id);
        assert_eq!(lists.share(first.id), Some(url));
    }

    #[test]
    fn an_isbn_is_checked() {
        assert_eq!(
            isbn("978-0-306-40615-7").ok().as_deref(),
            Some("9780306406157")
        );
        for text in ["978-0-306-40615-8", "0306406152", "978030640615X"] {
            assert!(isbn(text).is_err(), "{text:?} was taken");
        }
    }

    #[test]
    fn lenders_are_asked_by_prefix() {
        let mut requests = Requests::default();
        let today = day("2026-03-01");
        requests.open(7, "9780306406157".to_string(), today, None);
        let urgent = requests.open(
            7,
            "9783161484100".to_string(),
            today,
            Some(day("2026-04-01")),
        );
        assert_eq!(
            request_slip(&urgent),
            "ILL-2026-0002 to Upper Valley: 9783161484100 by 2026-04-01, 2.00"
        );
        let order: Vec<&str> = requests
            .by_urgency()
            .iter()
            .map(|request| request.lender.as_str())
            .collect();
        assert_eq!(order, ["Upper Valley", "State Library"]);
        assert_eq!(
            requests.costs().get("State Library"),
            Some(&Decimal::new(600, 2))
        );
    }

    #[test]
    fn titles_are_listed_newest_first() {
        let old = Title {
            published: day("1999-01-01"),
            pages: Some(80),
            ..a_film()
        };
        let best = Title {
            score: 4.5,
            ..a_film()
        };
        let order = newest(vec![old.clone(), a_film(), best.clone()], 2);
        assert_eq!(order, [best, a_film()]);
        assert_eq!(entry(&old), "Agnès: The Beaches (1999, 80 p.)");
    }
}
