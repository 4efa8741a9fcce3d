//! The store of accounts.

use std::collections::{HashMap, HashSet};

use crate::generated::{GetUserIn, Product, UserNotFound, UserProfile};

pub type UserId = i32;

const MAX_RETRIES: i32 = 3;

/// What a cache can do.
pub trait Cache {
    fn find(&self, id: i32) -> Option<UserProfile>;
    fn keep(&mut self, id: i32, user: UserProfile, retries: i32) -> bool;
}

#[derive(Default)]
pub struct Store {
    users: HashMap<UserId, UserProfile>,
    visits: HashMap<i32, i32>,
    blocked: HashSet<i32>,
    stock: HashMap<i32, i32>,
    recent: Vec<(i32, String)>,
    next_id: i32,
}

struct Row {
    owner: Option<i32>,
    size: i32,
}

impl Store {
    pub fn register(&mut self, email: &str) -> UserProfile {
        self.next_id += 1;
        let id = self.next_id;
        let user = UserProfile {
            id,
            email: email.to_string(),
            login_count: 0,
        };
        self.users.insert(id, user.clone());
        self.recent.push((id, email.to_string()));
        user
    }

    pub fn get(&self, input: GetUserIn) -> Result<UserProfile, UserNotFound> {
        let id = input.id;
        self.find(id).ok_or(UserNotFound { id })
    }

    pub fn visit(&mut self, user: &UserProfile) -> i32 {
        let count = self.visits.entry(user.id).or_insert(0);
        *count += 1;
        *count
    }

    pub fn busy(&self, limit: i32) -> Vec<i32> {
        self.visits
            .iter()
            .filter(|(_, count)| **count > limit)
            .map(|(id, _)| *id)
            .collect()
    }

    pub fn block(&mut self, id: i32) -> bool {
        self.blocked.insert(id)
    }

    pub fn is_blocked(&self, user: &UserProfile) -> bool {
        self.blocked.contains(&user.id)
    }

    pub fn count_stock(&mut self, products: &[Product]) -> i32 {
        for product in products {
            self.stock.insert(product.id, product.stock);
        }
        self.stock.values().sum()
    }

    pub fn last(&self) -> Option<i32> {
        self.recent.last().map(|(id, _)| *id)
    }

    pub fn biggest(&self, user: &UserProfile) -> i32 {
        let rows = [
            Row {
                owner: Some(user.id),
                size: user.login_count,
            },
            Row {
                owner: None,
                size: MAX_RETRIES,
            },
        ];
        let mine = |row: &&Row| row.owner == Some(user.id);
        rows.iter()
            .filter(mine)
            .map(|row| row.size)
            .max()
            .unwrap_or(0)
    }
}

impl Cache for Store {
    fn find(&self, id: i32) -> Option<UserProfile> {
        self.users.get(&id).cloned()
    }

    fn keep(&mut self, id: i32, user: UserProfile, retries: i32) -> bool {
        retries < MAX_RETRIES && self.users.insert(id, user).is_none()
    }
}
