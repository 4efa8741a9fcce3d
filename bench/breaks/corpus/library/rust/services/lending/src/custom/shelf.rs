//! What stands where: items by barcode, and each branch's shelves in the order of their marks.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::str::FromStr;

use anyhow::{Context, ensure};
use chrono::NaiveDate;

use super::TitleId;
use crate::generated::{Barcode, BranchCode, Item, ItemState};

/// Which way an item may go from one place to the next.
const MOVES: &[(ItemState, ItemState)] = &[
    (ItemState::OnShelf, ItemState::Lent),
    (ItemState::OnShelf, ItemState::Missing),
    (ItemState::Lent, ItemState::OnShelf),
    (ItemState::Lent, ItemState::SetAside),
    (ItemState::Lent, ItemState::InTransit),
    (ItemState::Lent, ItemState::Missing),
    (ItemState::SetAside, ItemState::Lent),
    (ItemState::SetAside, ItemState::OnShelf),
    (ItemState::InTransit, ItemState::OnShelf),
    (ItemState::InTransit, ItemState::SetAside),
    (ItemState::Missing, ItemState::OnShelf),
];

pub fn may_become(from: &ItemState, to: &ItemState) -> bool {
    MOVES.iter().any(|(old, new)| old == from && new == to)
}

/// A shelf mark such as `813.54 MOR`: a class, up to three decimals, a filing word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    class: u16,
    decimals: String,
    word: String,
}

impl FromStr for Mark {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (number, word) = text
            .trim()
            .split_once(' ')
            .context("a mark has a class and a word")?;
        let (class, decimals) = number.split_once('.').unwrap_or((number, ""));
        ensure!(class.len() == 3, "a class has three digits");
        ensure!(decimals.len() <= 3, "a class has at most three decimals");
        ensure!(
            decimals.bytes().all(|digit| digit.is_ascii_digit()),
            "decimals are digits"
        );
        ensure!(
            (1..=4).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_uppercase()),
            "a filing word has one to four capitals"
        );
        Ok(Self {
            class: class.parse().context("a class has three digits")?,
            decimals: decimals.to_string(),
            word: word.to_string(),
        })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:03}", self.class)?;
        if !self.decimals.is_empty() {
            write!(out, ".{}", self.decimals)?;
        }
        write!(out, " {}", self.word)
    }
}

/// What the van brought, until it stands on a shelf.
#[derive(Debug, Clone)]
pub struct Delivery {
    barcode: Barcode,
    title: TitleId,
    branch: BranchCode,
    mark: String,
    acquired: NaiveDate,
    notes: Vec<String>,
}

impl Delivery {
    pub fn of(barcode: impl Into<String>, title: TitleId) -> Self {
        Self {
            barcode: barcode.into(),
            title,
            branch: "main".to_string(),
            mark: "000 X".to_string(),
            acquired: NaiveDate::default(),
            notes: Vec::new(),
        }
    }

    pub fn to(mut self, branch: &str) -> Self {
        self.branch = branch.to_string();
        self
    }

    pub fn marked(mut self, mark: &str) -> Self {
        self.mark = mark.to_string();
        self
    }

    pub fn on(mut self, day: NaiveDate) -> Self {
        self.acquired = day;
        self
    }

    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    fn unpack(self) -> Item {
        Item {
            barcode: self.barcode,
            title: self.title,
            branch: self.branch,
            mark: self.mark,
            state: ItemState::OnShelf,
            acquired: self.acquired,
            wear: 0,
            notes: self.notes,
        }
    }
}

#[derive(Debug, Default)]
pub struct Stock {
    items: HashMap<Barcode, Item>,
    by_title: BTreeMap<TitleId, BTreeSet<Barcode>>,
    shelves: BTreeMap<BranchCode, BTreeMap<Mark, Vec<Barcode>>>,
}

impl Stock {
    /// Unpacks a delivery onto the shelf of its mark.
    pub fn receive(&mut self, delivery: Delivery) -> anyhow::Result<Item> {
        let item = delivery.unpack();
        let mark: Mark = item.mark.parse()?;
        let shelf = self.shelves.entry(item.branch.clone()).or_default();
        shelf.entry(mark).or_default().push(item.barcode.clone());
        self.put(item.clone());
        Ok(item)
    }

    fn put(&mut self, item: Item) {
        let copies = self.by_title.entry(item.title).or_default();
        copies.insert(item.barcode.clone());
        self.items.insert(item.barcode.clone(), item);
    }

    pub fn find(&self, barcode: &str) -> Option<&Item> {
        self.items.get(barcode)
    }

    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// The copies of a title, in the order of their barcodes.
    pub fn copies(&self, title: TitleId) -> impl Iterator<Item = &Item> {
        let barcodes = self.by_title.get(&title).into_iter().flatten();
        barcodes.filter_map(|barcode| self.items.get(barcode))
    }

    /// The copy that has been through the least, of those which stand on a shelf of a branch.
    pub fn best_copy(&self, title: TitleId, branch: &str) -> Option<&Item> {
        self.copies(title)
            .filter(|item| item.state == ItemState::OnShelf && item.branch == branch)
            .min_by_key(|item| item.wear)
    }

    /// Notes where an item has gone; false where there is no way from where it was.
    pub fn send(&mut self, barcode: &str, to: ItemState) -> bool {
        let Some(item) = self.items.get_mut(barcode) else {
            return false;
        };
        if !may_become(&item.state, &to) {
            return false;
        }
        if to == ItemState::Lent {
            item.wear += 1;
        }
        item.state = to;
        true
    }

    /// Takes all copies of a title away and gives their barcodes.
    pub fn withdraw(&mut self, title: TitleId) -> Vec<Barcode> {
        let gone = self.by_title.remove(&title).unwrap_or_default();
        for barcode in &gone {
            self.items.remove(barcode);
        }
        for shelf in self.shelves.values_mut() {
            for barcodes in shelf.values_mut() {
                barcodes.retain(|barcode| !gone.contains(barcode));
            }
            shelf.retain(|_, barcodes| !barcodes.is_empty());
        }
        gone.into_iter().collect()
    }

    /// Two records were one title: all copies belong to the second from now on.
    pub fn merge(&mut self, source: TitleId, target: TitleId) -> usize {
        let moved = self.by_title.remove(&source).unwrap_or_default();
        for barcode in &moved {
            if let Some(item) = self.items.get_mut(barcode) {
                item.title = target;
            }
        }
        let count = moved.len();
        self.by_title.entry(target).or_default().extend(moved);
        count
    }

    /// The barcodes of a branch as one walks along its shelves.
    pub fn walk(&self, branch: &str) -> Vec<&str> {
        let shelves = self.shelves.get(branch).into_iter();
        shelves
            .flat_map(BTreeMap::values)
            .flatten()
            .map(String::as_str)
            .collect()
    }

    /// How many marks of a branch stand before this one.
    pub fn position(&self, branch: &str, mark: &Mark) -> usize {
        let marks: Vec<&Mark> = self
            .shelves
            .get(branch)
            .map(|shelf| shelf.keys().collect())
            .unwrap_or_default();
        marks.partition_point(|other| *other < mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stock() -> anyhow::Result<Stock> {
        let mut stock = Stock::default();
        stock.receive(Delivery::of("b-2", 7).marked("813.54 MOR"))?;
        stock.receive(Delivery::of("b-1", 7).marked("813.54 MOR").to("east"))?;
        stock.receive(Delivery::of("b-3", 8).marked("020 LIB").noting("signed"))?;
        Ok(stock)
    }

    #[test]
    fn marks_are_read_and_written() -> anyhow::Result<()> {
        let mark: Mark = " 020.1 LIB".parse()?;
        assert_eq!(mark.to_string(), "020.1 LIB");
        for text in ["813", "8 MOR", "813.5432 MOR", "813 Morrison", "81x MOR"] {
            assert!(text.parse::<Mark>().is_err(), "{text:?} was taken");
        }
        Ok(())
    }

    #[test]
    fn shelves_are_walked_in_the_order_of_marks() -> anyhow::Result<()> {
        let stock = stock()?;
        assert_eq!(stock.walk("main"), ["b-3", "b-2"]);
        assert_eq!(stock.position("main", &"500 SCI".parse()?), 1);
        assert_eq!(stock.find("b-3").map(|item| item.notes.len()), Some(1));
        Ok(())
    }

    #[test]
    fn the_least_worn_copy_is_given_out() -> anyhow::Result<()> {
        let mut stock = stock()?;
        stock.receive(Delivery::of("b-4", 7).marked("813.54 MOR"))?;
        assert!(stock.send("b-2", ItemState::Lent));
        assert!(stock.send("b-2", ItemState::OnShelf));
        let best = stock.best_copy(7, "main").map(|item| item.barcode.as_str());
        assert_eq!(best, Some("b-4"));
        Ok(())
    }

    #[test]
    fn nothing_is_lent_from_nowhere() -> anyhow::Result<()> {
        let mut stock = stock()?;
        assert!(stock.send("b-1", ItemState::Missing));
        assert!(!stock.send("b-1", ItemState::Lent));
        assert!(!stock.send("b-9", ItemState::Lent));
        Ok(())
    }

    #[test]
    fn titles_are_merged_and_withdrawn() -> anyhow::Result<()> {
        let mut stock = stock()?;
        assert_eq!(stock.merge(7, 8), 2);
        assert_eq!(stock.copies(8).count(), 3);
        assert_eq!(stock.withdraw(8), ["b-1", "b-2", "b-3"]);
        assert!(stock.walk("main").is_empty());
        Ok(())
    }
}
