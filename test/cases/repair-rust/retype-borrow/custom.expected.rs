//! Values that were copied.

use std::collections::HashMap;

use crate::generated::{UserNotFound, UserProfile};

/// A key in the log.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    pub user: String,
    pub day: u32,
}

pub fn key(user: &UserProfile, day: u32) -> Key {
    Key {
        user: user.id.clone(),
        day,
    }
}

pub fn twice(user: UserProfile) -> (String, String, UserProfile) {
    let id = user.id.clone();
    (id.clone(), id, user)
}

pub fn first(users: &[UserProfile], wanted: &str) -> Option<String> {
    let found = users.iter().find(|user| user.id == *wanted)?;
    Some(found.id.clone())
}

pub fn owners(log: &HashMap<Key, u32>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for key in log.keys() {
        if !all.contains(&key.user) {
            all.push(key.user.clone());
        }
    }
    all
}

pub fn same_day(log: &[Key]) -> usize {
    let mut pairs = 0;
    for (index, one) in log.iter().enumerate() {
        let left = one.clone();
        pairs += log[index + 1..]
            .iter()
            .filter(|other| other.day == left.day && other.user != left.user)
            .count();
    }
    pairs
}

pub fn ids(users: &[UserProfile]) -> Vec<String> {
    let map: HashMap<String, &UserProfile> =
        users.iter().map(|user| (user.id.clone(), user)).collect();
    map.keys().cloned().collect()
}

pub fn lookup(users: &HashMap<String, UserProfile>, id: &str) -> Result<UserProfile, UserNotFound> {
    match users.get(id) {
        Some(user) => Ok(user.clone()),
        None => Err(UserNotFound { id: id.to_string() }),
    }
}

pub fn spread(user: &UserProfile) -> Vec<String> {
    let label = move |suffix: &str| format!("{}-{suffix}", user.id);
    vec![label("a"), label("b"), user.id.to_string()]
}

pub fn maybe(user: Option<&UserProfile>) -> String {
    user.map(|user| user.id.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_user_profile;

    #[test]
    fn copies_work() {
        let user = a_user_profile();
        let (a, b, user) = twice(user);
        assert_eq!(a, b);
        assert_eq!(first(&[user.clone()], &a), Some(a));
        assert_eq!(maybe(Some(&user)), b);
        let log = HashMap::from([(key(&user, 1), 1)]);
        assert_eq!(owners(&log), ids(&[user]));
    }
}
