//! Who waits for what, and whose turn it is.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{MemberId, TitleId};
use crate::generated::{BranchCode, Hold, HoldState};

/// For how many days something is set aside.
const SET_ASIDE_DAYS: u64 = 7;

/// How many lines of holds the operators' page shows.
const LIMIT: usize = 10;

/// Holds of one title, whose turn comes next first.
type Queue = Vec<Hold>;

/// What decides whose turn it is: priority, then time, then number.
fn rank(hold: &Hold) -> (Reverse<i32>, DateTime<Utc>, i64) {
    (Reverse(hold.priority), hold.placed_at, hold.id)
}

/// What somebody wishes for.
#[derive(Debug, Clone)]
pub struct Wish {
    pub title: TitleId,
    pub member: MemberId,
    pub branch: BranchCode,
    pub priority: i32,
}

#[derive(Debug, Default)]
pub struct Holds {
    queues: BTreeMap<TitleId, Queue>,
    last: i64,
}

impl Holds {
    /// Puts somebody in a queue; the hold that stands already where there is one.
    pub fn place(&mut self, wish: Wish, placed_at: DateTime<Utc>) -> Result<Hold, Hold> {
        let queue = self.queues.entry(wish.title).or_default();
        if let Some(standing) = queue.iter().find(|hold| hold.member == wish.member) {
            return Err(standing.clone());
        }
        self.last += 1;
        let hold = Hold {
            id: self.last,
            title: wish.title,
            member: wish.member,
            branch: wish.branch,
            placed_at,
            state: HoldState::Waiting,
            priority: wish.priority,
            ready_until: None,
        };
        self.admit(hold.clone());
        Ok(hold)
    }

    /// Takes a hold as it is, at its place in the queue.
    pub fn admit(&mut self, hold: Hold) {
        self.last = self.last.max(hold.id);
        let queue = self.queues.entry(hold.title).or_default();
        let place = queue.partition_point(|other| rank(other) < rank(&hold));
        queue.insert(place, hold);
    }

    pub fn waiting(&self, title: TitleId) -> usize {
        let queue = self.queues.get(&title).into_iter().flatten();
        queue
            .filter(|hold| hold.state == HoldState::Waiting)
            .count()
    }

    /// Sets the next one's wish aside until a day.
    pub fn promote(&mut self, title: TitleId, today: NaiveDate) -> Option<Hold> {
        let queue = self.queues.get_mut(&title)?;
        let next = queue
            .iter_mut()
            .find(|hold| hold.state == HoldState::Waiting)?;
        next.state = HoldState::Ready;
        next.ready_until = Some(today + Days::new(SET_ASIDE_DAYS));
        Some(next.clone())
    }

    /// The member came for it.
    pub fn collect(&mut self, title: TitleId, member: MemberId) -> Option<Hold> {
        let queue = self.queues.get_mut(&title)?;
        let place = queue
            .iter()
            .position(|hold| hold.member == member && hold.state == HoldState::Ready)?;
        let mut hold = queue.remove(place);
        hold.state = HoldState::Collected;
        Some(hold)
    }

    /// Gives up what nobody came for.
    pub fn expire(&mut self, today: NaiveDate) -> Vec<Hold> {
        let mut gone = Vec::new();
        for queue in self.queues.values_mut() {
            let stale = |hold: &mut Hold| hold.ready_until.is_some_and(|until| until < today);
            gone.extend(queue.extract_if(.., stale).map(|hold| Hold {
                state: HoldState::Expired,
                ..hold
            }));
        }
        gone
    }

    /// Where somebody stands, counted from one.
    pub fn position(&self, title: TitleId, member: MemberId) -> Option<usize> {
        let queue = self.queues.get(&title)?;
        let place = queue.iter().position(|hold| hold.member == member)?;
        Some(place + 1)
    }

    /// Both queues become one; who stood in both keeps the better place.
    pub fn merge(&mut self, source: TitleId, target: TitleId) {
        for mut hold in self.queues.remove(&source).unwrap_or_default() {
            hold.title = target;
            if self.position(target, hold.member).is_none() {
                self.admit(hold);
            }
        }
    }

    pub fn drop_title(&mut self, title: TitleId) -> Queue {
        self.queues.remove(&title).unwrap_or_default()
    }

    /// Lines for the operators' page, the longest queues first.
    pub fn longest(&self) -> Vec<String> {
        let mut queues: Vec<(&TitleId, &Queue)> = self.queues.iter().collect();
        queues.sort_by_key(|(title, queue)| (Reverse(queue.len()), **title));
        let line =
            |(title, queue): (&TitleId, &Queue)| format!("title {title}: {} wait", queue.len());
        queues.into_iter().take(LIMIT).map(line).collect()
    }
}

/// What the member's page says of a hold.
pub fn words(hold: &Hold) -> String {
    match (&hold.state, hold.ready_until) {
        (HoldState::Ready, Some(until)) => format!("ready at {} until {until}", hold.branch),
        (HoldState::Waiting | HoldState::Ready, _) => {
            format!("waiting since {}", hold.placed_at.date_naive())
        }
        (HoldState::Expired, _) => "given up".to_string(),
        (HoldState::Collected, _) => "collected".to_string(),
        (HoldState::Unknown(raw), _) => raw.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::fixtures::{a_wish, at, day};
    use crate::generated::builders::a_hold;

    #[test]
    fn priority_comes_before_time() {
        let mut holds = Holds::default();
        let early = holds.place(a_wish(7, 1), at("2026-03-01"));
        assert!(early.is_ok());
        let urgent = Wish {
            priority: 5,
            ..a_wish(7, 2)
        };
        assert!(holds.place(urgent, at("2026-03-02")).is_ok());
        assert_eq!(holds.position(7, 1), Some(2));
        let next = holds.promote(7, day("2026-03-03"));
        assert_eq!(
            next.and_then(|hold| hold.ready_until),
            Some(day("2026-03-10"))
        );
        assert_eq!(holds.waiting(7), 1);
    }

    #[test]
    fn nobody_waits_twice() {
        let mut holds = Holds::default();
        let first = holds.place(a_wish(7, 1), at("2026-03-01"));
        let again = holds.place(a_wish(7, 1), at("2026-03-02"));
        assert_eq!(again.err(), first.ok());
    }

    #[test]
    fn what_nobody_collects_expires() {
        let mut holds = Holds::default();
        holds.admit(Hold {
            title: 7,
            member: 1,
            ready_until: Some(day("2026-03-05")),
            ..a_hold()
        });
        assert!(holds.expire(day("2026-03-05")).is_empty());
        let gone = holds.expire(day("2026-03-06"));
        assert_eq!(gone.len(), 1);
        assert_eq!(gone.first().map(words), Some("given up".to_string()));
    }

    #[test]
    fn queues_are_merged() {
        let mut holds = Holds::default();
        for (title, member) in [(7, 1), (8, 1), (7, 2)] {
            assert!(holds.place(a_wish(title, member), at("2026-03-01")).is_ok());
        }
        holds.merge(7, 8);
        assert_eq!(holds.waiting(8), 2);
        assert_eq!(holds.longest(), ["title 8: 2 wait"]);
    }
}
