//! Who borrows: what is remembered of members, and who may.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::NaiveDate;

use super::MemberId;
use super::fines::Euros;
use crate::generated::Refusal;
use crate::generated::accounts::{Category, Member, Standing};

/// Who owes more than this borrows nothing.
const DEBT_MAX: i64 = 2000;

/// Answers of others, so that not each request asks for them again.
#[derive(Debug)]
pub struct Memo<K, V> {
    known: HashMap<K, V>,
    capacity: usize,
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            known: HashMap::new(),
            capacity,
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.known.get(key).cloned()
    }

    /// Remembers an answer and gives it on; a full memory begins anew.
    pub fn keep(&mut self, key: K, value: V) -> V {
        if self.known.len() >= self.capacity {
            self.known.clear();
        }
        self.known.insert(key, value.clone());
        value
    }

    pub fn change(&mut self, key: &K, with: impl FnOnce(&mut V)) -> bool {
        self.known.get_mut(key).map(with).is_some()
    }
}

/// Whether a member may borrow one thing more.
pub fn may_borrow(member: &Member, open_loans: usize, owed: Euros) -> Result<(), Refusal> {
    match member.standing {
        Standing::Good => {}
        Standing::Barred | Standing::Lapsed | Standing::Unknown(_) => return Err(Refusal::Barred),
    }
    let limit = usize::try_from(member.loan_limit).unwrap_or(0);
    if open_loans >= limit {
        return Err(Refusal::TooMany);
    }
    if owed > Euros::cents(DEBT_MAX) {
        return Err(Refusal::FinesOpen);
    }
    Ok(())
}

/// How old somebody is on a day.
pub fn age(member: &Member, today: NaiveDate) -> u32 {
    today.years_since(member.born).unwrap_or(0)
}

/// How a letter begins.
pub fn salutation(member: &Member, today: NaiveDate) -> String {
    let first = member.name.split_whitespace().next().unwrap_or("reader");
    match (&member.category, age(member, today)) {
        (Category::Institution, _) => format!("To {}", member.name),
        (Category::Child, 0..=12) => format!("Hi {first}"),
        _ => format!("Dear {}", member.name),
    }
}

/// Where a member is written to: by e-mail where there is an address, else by letter.
pub fn mailbox(member: &Member) -> String {
    match &member.email {
        Some(email) => format!("mailto:{email}"),
        None => format!(
            "{}\n{}\n{} {}",
            member.name, member.address.street, member.address.postcode, member.address.town
        ),
    }
}

/// Members whose card begins like this, by card.
pub fn by_card<'a>(members: &'a [Member], start: &str) -> Vec<(&'a str, MemberId)> {
    let mut cards: Vec<(&str, MemberId)> = members
        .iter()
        .filter(|member| member.card.starts_with(start))
        .map(|member| (member.card.as_str(), member.id))
        .collect();
    cards.sort_unstable();
    cards
}

/// Tries again while it fails, and gives the last failure.
pub async fn retry<T, E, F: Future<Output = Result<T, E>>>(
    times: u32,
    mut attempt: impl FnMut(u32) -> F,
) -> Result<T, E> {
    let mut tried = 1;
    loop {
        match attempt(tried).await {
            Err(_) if tried < times => tried += 1,
            outcome => return outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::fixtures::{ada, day};

    #[test]
    fn who_may_borrow() {
        let none = Euros::default();
        assert_eq!(may_borrow(&ada(), 2, none), Ok(()));
        assert_eq!(may_borrow(&ada(), 3, none), Err(Refusal::TooMany));
        assert_eq!(
            may_borrow(&ada(), 0, Euros::cents(2001)),
            Err(Refusal::FinesOpen)
        );
        let barred = Member {
            standing: Standing::Barred,
            ..ada()
        };
        assert_eq!(may_borrow(&barred, 0, none), Err(Refusal::Barred));
    }

    #[test]
    fn letters_begin_and_arrive() {
        assert_eq!(salutation(&ada(), day("2026-03-01")), "Dear Ada Lovelace");
        let child = Member {
            category: Category::Child,
            born: day("2016-03-02"),
            email: None,
            ..ada()
        };
        assert_eq!(salutation(&child, day("2026-03-01")), "Hi Ada");
        assert_eq!(mailbox(&ada()), "mailto:ada@example.org");
        assert!(mailbox(&child).starts_with("Ada Lovelace\n"));
    }

    #[test]
    fn a_memory_begins_anew_when_it_is_full() {
        let mut memo = Memo::with_capacity(2);
        for key in ["a", "b", "c"] {
            memo.keep(key, key.len());
        }
        assert_eq!(memo.get(&"a"), None);
        assert!(memo.change(&"c", |length| *length += 1));
        assert_eq!(memo.get(&"c"), Some(2));
    }

    #[test]
    fn cards_are_sorted() {
        let second = Member {
            id: 8,
            card: "L-0001".to_string(),
            ..ada()
        };
        let cards = [ada(), second];
        assert_eq!(by_card(&cards, "L-0"), [("L-0001", 8), ("L-0007", 7)]);
        assert!(by_card(&cards, "X").is_empty());
    }

    #[tokio::test]
    async fn the_third_attempt_counts() {
        let outcome = retry(3, |n| async move { if n < 3 { Err(n) } else { Ok(n) } }).await;
        assert_eq!(outcome, Ok(3));
    }
}
