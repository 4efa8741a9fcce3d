//! Looking accounts up.

use std::collections::HashMap;

use crate::generated::{GetUserIn, UserNotFound, UserProfile};

#[derive(Default)]
pub struct Directory {
    by_id: HashMap<String, UserProfile>,
}

impl Directory {
    pub fn with(users: impl IntoIterator<Item = UserProfile>) -> Self {
        Self {
            by_id: users
                .into_iter()
                .map(|user| (user.id.clone(), user))
                .collect(),
        }
    }

    pub fn find(&self, input: &GetUserIn) -> Result<&UserProfile, UserNotFound> {
        self.by_id.get(&input.id).ok_or(UserNotFound {
            id: input.id.clone(),
        })
    }

    pub fn ids(&self) -> Vec<String> {
        self.by_id.keys().cloned().collect()
    }

    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    pub fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_user_profile;

    fn user(id: String, login_count: i32) -> UserProfile {
        UserProfile {
            id,
            login_count,
            ..a_user_profile()
        }
    }

    #[test]
    fn finds_by_id() {
        let directory = Directory::with([user("7".to_string(), 7), user("8".to_string(), 0)]);
        let found = directory
            .find(&GetUserIn {
                id: "7".to_string(),
            })
            .ok();
        assert_eq!(found.map(|user| user.id.clone()), Some("7".to_string()));
        assert_eq!(found.map(|user| user.login_count), Some(7));
        assert_eq!(
            directory.find(&GetUserIn {
                id: "9".to_string()
            }),
            Err(UserNotFound {
                id: "9".to_string()
            })
        );
        assert!(directory.by_id.contains_key("7"));
        assert!(directory.has("8"));
        assert!(directory.ids().contains(&"8".to_string()));
        assert_eq!(directory.len(), 2);
    }

    #[test]
    fn loops_make_ids() {
        let wanted = "4".to_string();
        let directory = Directory::with((1..=5).map(|id| user(id.to_string(), 5)));
        assert!(directory.has(&wanted));
        assert_eq!(directory.by_id[&"5".to_string()].login_count, 5);
        for id in ["1".to_string(), "2".to_string(), "3".to_string()] {
            assert!(directory.has(&id));
        }
    }
}
