//! What the shop remembers of the people who visited it.

use std::collections::HashMap;

use crate::generated::UserProfile;

/// How often somebody came; `limit` is a count, whatever ids are made of.
#[derive(Default)]
pub struct Visits {
    by_user: HashMap<String, i32>,
    limit: i32,
}

impl Visits {
    pub fn new(limit: i32) -> Self {
        Self {
            by_user: HashMap::new(),
            limit,
        }
    }

    /// Counts one visit and answers whether the person has come too often.
    pub fn record(&mut self, user: &UserProfile) -> bool {
        let count = self.by_user.entry(user.id.clone()).or_insert(0);
        *count += 1;
        *count > self.limit
    }

    /// The line that the log gets.
    pub fn describe(&self, user: &UserProfile) -> String {
        line(&user.id, &user.display_name)
    }
}

fn line(id: &str, name: &str) -> String {
    format!("{{\"id\": \"{id}\", \"name\": \"{name}\"}}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_user_profile;

    #[test]
    fn too_many_visits_are_noticed() {
        let mut visits = Visits::new(1);
        let user = a_user_profile();
        assert!(!visits.record(&user));
        assert!(visits.record(&user));
        assert!(visits.describe(&user).contains("\"id\""));
    }
}
