//! Lists and rules about accounts.

use std::collections::BTreeMap;

use crate::generated::UserProfile;

/// Pages follow each other by id.
pub fn page(users: &[UserProfile], size: usize) -> Vec<UserProfile> {
    let mut sorted = users.to_vec();
    sorted.sort_by_key(|user| user.id.clone());
    sorted.truncate(size);
    sorted
}

pub fn by_logins(users: &mut [UserProfile]) {
    users.sort_by_key(|user| user.login_count);
}

pub fn newest(users: &[UserProfile]) -> Option<&UserProfile> {
    users.iter().max_by(|a, b| a.id.cmp(&b.id))
}

/// Looked up only, so its order means nothing.
pub struct Index {
    emails: BTreeMap<String, String>,
}

impl Index {
    pub fn of(users: &[UserProfile]) -> Self {
        let mut emails = BTreeMap::new();
        for user in users {
            emails.insert(user.id.clone(), user.email.clone());
        }
        Self { emails }
    }

    pub fn email(&self, user: &UserProfile) -> Option<&String> {
        self.emails.get(&user.id)
    }
}

/// Printed from the first to the last.
pub struct Report {
    rows: BTreeMap<String, i32>,
}

impl Report {
    pub fn add(&mut self, user: &UserProfile) {
        self.rows.insert(user.id.clone(), user.login_count);
    }

    pub fn print(&self) -> String {
        self.rows
            .iter()
            .map(|(id, logins)| format!("{id}: {logins}\n"))
            .collect()
    }
}

pub fn from_path(path: &str, users: &[UserProfile]) -> Result<UserProfile, String> {
    let id: String = path
        .trim_start_matches("/users/")
        .parse()
        .map_err(|_| format!("no id: {path}"))?;
    users
        .iter()
        .find(|user| user.id == id)
        .cloned()
        .ok_or_else(|| format!("nobody: {id}"))
}

pub fn is_system(user: &UserProfile) -> bool {
    user.id == 0
}

pub fn is_early(user: &UserProfile) -> bool {
    user.id < 100
}

pub fn bucket(user: &UserProfile, buckets: i32) -> i32 {
    user.id % buckets
}

pub fn badge(user: &UserProfile) -> String {
    format!("{:06}/{:>3}", user.id, user.login_count)
}

pub fn padded(user: &UserProfile) -> String {
    let id = user.id.clone();
    format!("{id:>8} {:03}", user.login_count)
}
