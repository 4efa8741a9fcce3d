//! Values that are handed on.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Index;

use crate::generated::UserProfile;

/// Users by their id.
#[derive(Debug, Default)]
pub struct Book {
    users: HashMap<String, UserProfile>,
    points: HashMap<String, u32>,
    size: i32,
}

impl Index<String> for Book {
    type Output = UserProfile;

    fn index(&self, id: String) -> &UserProfile {
        &self.users[&id]
    }
}

/// Something that is found by a key, so many steps away.
pub trait Find<K> {
    fn find(&self, id: K, steps: i32) -> Option<&UserProfile>;
}

impl Find<String> for Book {
    fn find(&self, id: String, steps: i32) -> Option<&UserProfile> {
        if steps > self.size {
            return None;
        }
        self.users.get(&id)
    }
}

impl Book {
    pub fn add(&mut self, user: UserProfile, points: u32) {
        self.points.insert(user.id.clone(), points);
        self.users.insert(user.id.clone(), user);
        self.size += 1;
    }

    pub fn give(&mut self, to: i32, points: u32, times: i32) -> u32 {
        let given = points * times.unsigned_abs();
        let all = self.points.entry(to.to_string()).or_default();
        *all += given;
        *all
    }

    /// Most points first.
    pub fn ranks(&self) -> impl Iterator<Item = (String, u32)> + '_ {
        self.points
            .iter()
            .map(|(id, &points)| (id.clone(), points))
            .filter(|(_, points)| *points > 0)
    }

    /// What each user has, where that is anything.
    pub fn labels(&self) -> Vec<String> {
        let mut all: Vec<(String, u32)> = self.ranks().collect();
        all.sort_by_key(|&(ref id, points)| (Reverse(points), Reverse(id.clone())));
        all.iter().map(|(id, points)| format!("{id}: {points}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_user_profile;

    fn user(id: String) -> UserProfile {
        UserProfile { id, ..a_user_profile() }
    }

    fn pair(id: String, other: i32) -> [UserProfile; 2] {
        [user(id), user(other.to_string())]
    }

    #[test]
    fn what_is_indexed_is_found() {
        let mut book = Book::default();
        for (one, other, points) in [("7".to_string(), 8, 20), ("9".to_string(), 8, 0)] {
            for user in pair(one, other) {
                book.add(user, points);
            }
        }
        assert_eq!(book["7".to_string()].id, "7");
        assert_eq!(book.find("9".to_string(), 2).map(|user| user.id.clone()), Some("9".to_string()));
        assert_eq!(book.give(9, 2, 5), 10);
        assert_eq!(book.labels(), ["7: 20", "9: 10"]);
        assert_eq!(pair("1".to_string(), 2)[1].id, "2");
    }
}
