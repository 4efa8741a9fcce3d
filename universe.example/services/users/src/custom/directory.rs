//! All accounts, in memory: by id, and an index by address.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::generated::{EmailTaken, Plan, UserProfile};

/// A file of accounts that an operator loaded. Its number has nothing to do with those of people.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportBatch {
    pub id: i32,
    pub display_name: String,
    pub retries: i32,
}

#[derive(Debug, Default)]
pub struct Directory {
    by_id: HashMap<i32, UserProfile>,
    by_email: HashMap<String, i32>,
    issued: i32,
    batches: Vec<ImportBatch>,
}

impl Directory {
    /// Opens an account under the next id; an address belongs to one account.
    pub fn open(
        &mut self,
        email: String,
        display_name: String,
        plan: Plan,
    ) -> Result<UserProfile, EmailTaken> {
        if self.by_email.contains_key(&email) {
            return Err(EmailTaken { email });
        }
        self.issued += 1;
        let user = UserProfile {
            id: self.issued,
            email,
            display_name,
            plan,
            login_count: 0,
            nickname: None,
        };
        self.insert(user.clone());
        Ok(user)
    }

    /// Puts an account in, in place of one with the same id.
    pub fn insert(&mut self, user: UserProfile) {
        self.by_email.insert(user.email.clone(), user.id);
        self.by_id.insert(user.id, user);
    }

    pub fn find(&self, id: i32) -> Option<&UserProfile> {
        self.by_id.get(&id)
    }

    pub fn find_by_email(&self, email: &str) -> Option<&UserProfile> {
        let id = self.by_email.get(email)?;
        self.by_id.get(id)
    }

    /// The account as it is after one more look at it.
    pub fn visit(&mut self, id: i32) -> Option<UserProfile> {
        let user = self.by_id.get_mut(&id)?;
        user.login_count += 1;
        Some(user.clone())
    }

    /// The first accounts by address, of one plan or of all.
    pub fn page(&self, limit: i32, plan: Option<&Plan>) -> Vec<UserProfile> {
        let wanted = |user: &&UserProfile| plan.is_none_or(|plan| user.plan == *plan);
        let mut users: Vec<UserProfile> = self.by_id.values().filter(wanted).cloned().collect();
        users.sort_by(|a, b| a.email.cmp(&b.email));
        users.truncate(usize::try_from(limit).unwrap_or(0));
        users
    }

    /// How an account is addressed in a letter.
    pub fn mailbox(user: &UserProfile) -> String {
        let name = user.nickname.as_deref().unwrap_or(&user.display_name);
        format!("{name} <{}>", user.email)
    }

    /// Notes a file of accounts; numbers of files count on from 1000.
    pub fn note_batch(&mut self, display_name: &str) -> i32 {
        let id = 1000 + i32::try_from(self.batches.len()).unwrap_or(i32::MAX - 1000);
        self.batches.push(ImportBatch {
            id,
            display_name: display_name.to_string(),
            retries: 3,
        });
        id
    }

    /// The newest file of accounts as the operators' page shows it.
    pub fn newest_batch(&self) -> Value {
        let Some(batch) = self.batches.last() else {
            return json!({ "id": 0, "displayName": "no display_name yet" });
        };
        json!({ "id": batch.id, "displayName": batch.display_name, "retries": batch.retries })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_user_profile;

    #[test]
    fn addresses_lead_to_accounts() {
        let mut directory = Directory::default();
        directory.insert(UserProfile {
            id: 7,
            email: "grace@example.org".to_string(),
            ..a_user_profile()
        });
        let found = directory.find_by_email("grace@example.org");
        assert_eq!(
            found.map(|user| user.login_count),
            Some(a_user_profile().login_count)
        );
        assert!(directory.find_by_email("nobody@example.org").is_none());
    }

    #[test]
    fn a_visit_is_counted() {
        let mut directory = Directory::default();
        let user = UserProfile {
            login_count: 41,
            ..a_user_profile()
        };
        directory.insert(user.clone());
        let visited = directory.visit(user.id);
        assert_eq!(visited.map(|user| user.login_count), Some(42));
    }

    #[test]
    fn a_mailbox_prefers_the_nickname() {
        let mut user = UserProfile {
            display_name: "Ada Lovelace".to_string(),
            email: "ada@example.org".to_string(),
            ..a_user_profile()
        };
        assert_eq!(Directory::mailbox(&user), "Ada Lovelace <ada@example.org>");
        user.nickname = Some("Ada".to_string());
        assert_eq!(Directory::mailbox(&user), "Ada <ada@example.org>");
    }

    #[test]
    fn batches_have_numbers_of_their_own() {
        let mut directory = Directory::default();
        assert_eq!(directory.newest_batch()["id"], 0);
        let id = directory.note_batch("spring fair");
        assert_eq!(id, 1000);
        assert_eq!(directory.newest_batch()["displayName"], "spring fair");
    }
}
