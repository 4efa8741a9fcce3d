//! Bodies in which something is asked, and values that were copied around it.

use std::collections::{BTreeMap, HashMap};

use crate::generated::{UserNotFound, UserProfile};

#[derive(Debug, Default)]
pub struct Log {
    seen: HashMap<i32, u32>,
    seats: HashMap<u32, (i32, u32)>,
    by_day: BTreeMap<u32, Vec<i32>>,
}

impl Log {
    pub fn enter(&mut self, user: UserProfile, day: u32) -> i32 {
        let id = user.id;
        *self.seen.entry(id).or_default() += 1;
        let shard = id % 16;
        self.by_day.entry(day).or_default().push(id);
        println!("{} entered shard {shard}", user.id);
        self.seats.insert(day, (id, 1));
        shard
    }

    pub fn days<'a>(&'a self, user_id: i32) -> impl Iterator<Item = u32> + 'a {
        let shift = u32::from(user_id < 100);
        self.by_day
            .iter()
            .filter(move |(_, ids)| ids.iter().any(|one| *one == user_id))
            .filter(move |(day, _)| self.seats.get(day).is_none_or(|seat| seat.0 != user_id))
            .map(move |(day, _)| day + shift)
    }

    pub fn seat(&self, day: u32) -> Option<(i32, u32)> {
        let &(id, row) = self.seats.get(&day)?;
        let times = self.seen.get(&id)?;
        Some((id, row * times))
    }
}

pub fn missing(users: &[UserProfile], user_id: i32) -> Result<(), Vec<UserNotFound>> {
    let gaps: Vec<UserNotFound> = (1..user_id)
        .filter(|id| users.iter().all(|user| user.id != *id))
        .map(|id| UserNotFound { id })
        .collect();
    let last = UserNotFound { id: user_id };
    let known = users.iter().any(|user| user.id == user_id);
    if known && gaps.is_empty() {
        Ok(())
    } else {
        Err(gaps.into_iter().chain([last]).collect())
    }
}
