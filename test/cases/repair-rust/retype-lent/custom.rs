//! Values that are handed on.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Index;

use crate::generated::UserProfile;

/// Users by their id.
#[derive(Debug, Default)]
pub struct Book {
    users: HashMap<i32, UserProfile>,
    points: HashMap<i32, u32>,
    size: i32,
}

impl Index<i32> for Book {
    type Output = UserProfile;

    fn index(&self, id: i32) -> &UserProfile {
        &self.users[&id]
    }
}

/// Something that is found by a key, so many steps away.
pub trait Find<K> {
    fn find(&self, id: K, steps: i32) -> Option<&UserProfile>;
}

impl Find<i32> for Book {
    fn find(&self, id: i32, steps: i32) -> Option<&UserProfile> {
        if steps > self.size {
            return None;
        }
        self.users.get(&id)
    }
}

impl Book {
    pub fn add(&mut self, user: UserProfile, points: u32) {
        self.points.insert(user.id, points);
        self.users.insert(user.id, user);
        self.size += 1;
    }

    pub fn give(&mut self, to: i32, points: u32, times: i32) -> u32 {
        let given = points * times.unsigned_abs();
        let all = self.points.entry(to).or_default();
        *all += given;
        *all
    }

    /// Most points first.
    pub fn ranks(&self) -> impl Iterator<Item = (i32, u32)> + '_ {
        self.points
            .iter()
            .map(|(&id, &points)| (id, points))
            .filter(|(_, points)| *points > 0)
    }

    /// What each user has, where that is anything.
    pub fn labels(&self) -> Vec<String> {
        let mut all: Vec<(i32, u32)> = self.ranks().collect();
        all.sort_by_key(|&(id, points)| (Reverse(points), Reverse(id)));
        all.iter().map(|(id, points)| format!("{id}: {points}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_user_profile;

    fn user(id: i32) -> UserProfile {
        UserProfile { id, ..a_user_profile() }
    }

    fn pair(id: i32, other: i32) -> [UserProfile; 2] {
        [user(id), user(other)]
    }

    #[test]
    fn what_is_indexed_is_found() {
        let mut book = Book::default();
        for (one, other, points) in [(7, 8, 20), (9, 8, 0)] {
            for user in pair(one, other) {
                book.add(user, points);
            }
        }
        assert_eq!(book[7].id, 7);
        assert_eq!(book.find(9, 2).map(|user| user.id), Some(9));
        assert_eq!(book.give(9, 2, 5), 10);
        assert_eq!(book.labels(), ["7: 20", "9: 10"]);
        assert_eq!(pair(1, 2)[1].id, 2);
    }
}
