//! The accounts.

use crate::generated::{GetUser, UserProfile, router};

pub struct App {
    users: Vec<UserProfile>,
}

impl GetUser for App {
    fn get_user(&self, id: i32) -> Option<UserProfile> {
        self.users.iter().find(|user| user.id == id).cloned()
    }
}

pub fn contact(user: &UserProfile) -> String {
    match &user.fax {
        Some(fax) => format!("{} by fax {fax}", user.display_name),
        None => String::new(),
    }
}

pub fn start(users: Vec<UserProfile>) -> usize {
    router(App { users })
}
