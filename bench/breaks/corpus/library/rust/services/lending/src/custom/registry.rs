//! Things with a key of their own, kept in its order and handed out in pages.

use std::collections::BTreeMap;
use std::fmt::Debug;

use uuid::Uuid;

use crate::generated::{Fine, Hold, InterlibraryRequest, Loan, ReadingList};

/// What a registry can keep.
pub trait Keyed {
    type Key: Ord + Clone + Debug;
    fn key(&self) -> Self::Key;
}

macro_rules! keyed {
    ($($row:ty, $field:ident: $key:ty);+ $(;)?) => {
        $(impl Keyed for $row {
            type Key = $key;
            fn key(&self) -> $key {
                self.$field.clone()
            }
        })+
    };
}

impl Keyed for Loan {
    type Key = i64;
    fn key(&self) -> i64 {
        self.id
    }
}

impl Keyed for Fine {
    type Key = i64;
    fn key(&self) -> i64 {
        self.id
    }
}

impl Keyed for Hold {
    type Key = i64;
    fn key(&self) -> i64 {
        self.id
    }
}

keyed! {
    ReadingList, id: Uuid;
    InterlibraryRequest, reference: String;
}

/// A part of the rows, and the key after which the next part begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T, K> {
    pub rows: Vec<T>,
    pub next: Option<K>,
}

#[derive(Debug)]
pub struct Registry<T: Keyed> {
    rows: BTreeMap<T::Key, T>,
}

impl<T: Keyed> Default for Registry<T> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
        }
    }
}

impl<T: Keyed + Clone> Registry<T> {
    /// Puts a row in, in place of one with the same key.
    pub fn put(&mut self, row: T) -> T {
        self.rows.insert(row.key(), row.clone());
        row
    }

    pub fn get(&self, key: &T::Key) -> Option<&T> {
        self.rows.get(key)
    }

    pub fn get_mut(&mut self, key: &T::Key) -> Option<&mut T> {
        self.rows.get_mut(key)
    }

    pub fn remove(&mut self, key: &T::Key) -> Option<T> {
        self.rows.remove(key)
    }

    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.rows.values()
    }

    pub fn last_key(&self) -> Option<T::Key> {
        self.rows.keys().next_back().cloned()
    }

    /// At most `limit` of the wanted rows, beginning after a key.
    pub fn page(
        &self,
        after: Option<&T::Key>,
        limit: usize,
        wanted: impl Fn(&T) -> bool,
    ) -> Page<T, T::Key> {
        let mut rows: Vec<T> = self
            .all()
            .filter(|row| after.is_none_or(|key| row.key() > *key) && wanted(row))
            .take(limit + 1)
            .cloned()
            .collect();
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(Keyed::key);
        Page { rows, next }
    }

    pub fn count_by<G: Ord>(&self, group: impl Fn(&T) -> G) -> BTreeMap<G, u32> {
        let mut counts = BTreeMap::new();
        for row in self.all() {
            *counts.entry(group(row)).or_default() += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_loan;

    fn three() -> Registry<Loan> {
        let mut registry = Registry::default();
        for id in [3, 1, 2] {
            registry.put(Loan { id, ..a_loan() });
        }
        registry
    }

    #[test]
    fn pages_follow_each_other() {
        let registry = three();
        let first = registry.page(None, 2, |_| true);
        assert_eq!(first.next, Some(2));
        let rest = registry.page(first.next.as_ref(), 2, |_| true);
        assert_eq!(rest.rows.len(), 1);
        assert_eq!(rest.next, None);
    }

    #[test]
    fn rows_are_counted_in_groups() {
        let counts = three().count_by(|loan| loan.id % 2 == 0);
        assert_eq!(counts, BTreeMap::from([(false, 2), (true, 1)]));
    }
}
