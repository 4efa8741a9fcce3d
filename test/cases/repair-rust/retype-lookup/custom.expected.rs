//! Functions that borrow what they copied before, and functions that keep it.

use std::collections::{BTreeMap, HashSet};

use crate::generated::{UserNotFound, UserProfile};

#[derive(Debug, Default)]
pub struct Users {
    all: BTreeMap<String, UserProfile>,
    gone: HashSet<String>,
    limit: i32,
}

impl Users {
    pub fn get(&self, id: &str) -> Result<&UserProfile, UserNotFound> {
        self.all.get(id).ok_or(UserNotFound { id: id.to_string() })
    }

    /// Goes through `get`.
    pub fn email(&self, id: &str) -> Result<String, UserNotFound> {
        Ok(self.get(id)?.email.clone())
    }

    pub fn rename(&mut self, id: &str, email: &str) -> bool {
        match self.all.get_mut(id) {
            Some(user) => {
                user.email = format!("{email} ({})", id);
                true
            }
            None => false,
        }
    }

    pub fn others(&self, id: &str) -> usize {
        self.all.values().filter(|user| user.id != id).count()
    }

    pub fn put(&mut self, user: UserProfile) {
        self.all.insert(user.id.clone(), user);
    }

    pub fn send_away(&mut self, id: String) -> bool {
        self.all.remove(&id);
        self.gone.insert(id)
    }

    pub fn is_gone(&self, id: &str) -> bool {
        self.gone.contains(id)
    }

    pub fn logins(&self, id: &str) -> i32 {
        self.get(id).map_or(0, |user| user.login_count.min(self.limit))
    }

    /// Asks twice.
    pub fn pair(&self, id: &str) -> Option<(&UserProfile, bool)> {
        let user = self.get(id).ok()?;
        Some((user, self.is_gone(id)))
    }

    /// Goes through a map of its own, which wants what it holds.
    pub fn cached(&self, cache: &Memory<i32>, id: i32) -> Option<u32> {
        cache.find(&id)
    }

    pub fn known(&self, ids: &[String]) -> Vec<String> {
        ids.iter().filter_map(|id| self.email(id).ok()).collect()
    }
}

#[derive(Debug)]
pub struct Memory<K> {
    seen: Vec<(K, u32)>,
}

impl<K: PartialEq> Memory<K> {
    pub fn find(&self, key: &K) -> Option<u32> {
        self.seen.iter().find(|(one, _)| one == key).map(|(_, times)| *times)
    }
}

/// Handed on by its name.
fn is_even(id: String) -> bool {
    id.to_string().len() == 2
}

pub fn evens(users: &[UserProfile]) -> usize {
    users.iter().map(|user| user.id.clone()).map(is_even).count()
}

pub fn first(users: &[UserProfile], id: String) -> Option<&UserProfile> {
    users.iter().find(|user| user.id == id)
}

pub fn second<'a>(users: &'a [UserProfile], id: &str) -> Option<&'a UserProfile> {
    users.iter().find(|user| user.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_user_profile;

    fn users(ids: &[String]) -> Users {
        let mut users = Users { limit: 3, ..Users::default() };
        for id in ids {
            users.put(UserProfile { id: id.to_string(), login_count: 8, ..a_user_profile() });
        }
        users
    }

    #[test]
    fn users_are_found() {
        let mut users = users(&["7".to_string(), "8".to_string()]);
        assert_eq!(users.get("7").map(|user| user.id.clone()), Ok("7".to_string()));
        assert_eq!(users.get("9"), Err(UserNotFound { id: "9".to_string() }));
        assert!(users.rename("8", "new"));
        assert_eq!(users.email("8").as_deref(), Ok("new (8)"));
        let others = users.others("7");
        assert_eq!(others, 1);
        assert_eq!(users.logins("7"), 3);
        assert!(users.send_away("7".to_string()) && users.is_gone("7"));
        assert_eq!(users.known(&["7".to_string(), "8".to_string()]).len(), 1);
        assert!(users.pair("8").is_some_and(|(user, gone)| user.id == "8" && !gone));
        let cache = Memory { seen: vec![(8, 3)] };
        assert_eq!(users.cached(&cache, 8), Some(3));
        let wanted = a_user_profile();
        assert_eq!(first(&[wanted.clone()], wanted.id.clone()), Some(&wanted));
        assert_eq!(second(&[wanted.clone()], &wanted.id), Some(&wanted));
    }
}
