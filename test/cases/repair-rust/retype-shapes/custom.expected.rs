//! The same change through many shapes of code.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::fmt;

use crate::generated::{GetUserIn, Product, UserNotFound, UserProfile};

#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Opened(String),
    Closed { id: String, reason: String },
    Restocked(i32, i32),
    Ticked,
}

#[derive(Debug)]
pub struct Cache<K, V> {
    entries: Vec<(K, V)>,
}

impl<K: PartialEq, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Self {
            entries: Vec::new(),
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.entries
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value.clone())
    }

    pub fn put(&mut self, key: K, value: V) {
        self.entries.push((key, value));
    }
}

pub mod stock {
    /// Another thing with an id.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Shelf {
        pub id: i32,
        pub size: i32,
    }

    pub fn shelf(id: i32) -> Shelf {
        Shelf { id, size: id * 10 }
    }
}

pub struct Hub {
    log: VecDeque<Event>,
    cache: Cache<String, UserProfile>,
    shelves: Cache<i32, stock::Shelf>,
    seats: HashMap<(String, i32), i32>,
    online: Vec<String>,
    on_open: Option<Box<dyn Fn(String) -> bool>>,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Opened(id) => write!(f, "opened {id}"),
            Event::Closed { id, reason } => write!(f, "closed {id}: {reason}"),
            Event::Restocked(id, amount) => write!(f, "restocked {id} by {amount}"),
            Event::Ticked => f.write_str("tick"),
        }
    }
}

impl From<&UserProfile> for Event {
    fn from(user: &UserProfile) -> Self {
        Event::Opened(user.id.clone())
    }
}

impl Hub {
    pub fn open(&mut self, user: &UserProfile) -> bool {
        self.log.push_back(user.into());
        self.cache.put(user.id.clone(), user.clone());
        self.online.push(user.id.clone());
        self.on_open
            .as_ref()
            .is_none_or(|hook| hook(user.id.clone()))
    }

    pub fn close(&mut self, input: GetUserIn) -> Result<(), UserNotFound> {
        let Some(at) = self.online.iter().position(|online| *online == input.id) else {
            return Err(UserNotFound { id: input.id });
        };
        let id = self.online.remove(at);
        self.log.push_back(Event::Closed {
            id: id.clone(),
            reason: format!("user {id} left"),
        });
        Ok(())
    }

    pub fn restock(&mut self, product: &Product) {
        let id = product.id;
        self.log.push_back(Event::Restocked(id, product.stock));
        let shelf = stock::shelf(id);
        self.shelves.put(shelf.id, shelf);
    }

    pub fn seat(&mut self, user: &UserProfile, row: i32) -> i32 {
        let seat = self.seats.entry((user.id.clone(), row)).or_insert(0);
        *seat += 1;
        *seat
    }

    pub fn opened(&self) -> Vec<String> {
        let mut found = Vec::new();
        for event in &self.log {
            if let Event::Opened(id) = event {
                found.push(id.clone());
            }
        }
        found
    }

    pub fn profiles(&self, ids: &[String]) -> Vec<UserProfile> {
        ids.iter().filter_map(|id| self.cache.get(id)).collect()
    }

    pub fn logins(&self, ids: &[String]) -> i32 {
        let count = |id: &String| self.cache.get(id).map_or(0, |user| user.login_count);
        ids.iter().map(count).sum()
    }

    pub fn lucky(&self, user: &UserProfile) -> bool {
        let id = user.login_count;
        let lucky: BTreeSet<i32> = [7, 77].into_iter().collect();
        lucky.contains(&id)
    }

    pub fn same(&self, a: &UserProfile, b: &UserProfile) -> bool {
        let ids = |user: &UserProfile| -> String { user.id.clone() };
        ids(a) == ids(b)
    }

    pub fn partition(&self, users: Vec<UserProfile>) -> (Vec<String>, Vec<String>) {
        users
            .into_iter()
            .map(|user| user.id)
            .partition(|id| self.online.contains(id))
    }

    pub fn sizes(&self, users: &[UserProfile]) -> HashMap<String, usize> {
        users.iter().fold(HashMap::new(), |mut sizes, user| {
            *sizes.entry(user.id.clone()).or_insert(0) += user.email.len();
            sizes
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_user_profile;

    const ONLINE: [&str; 2] = ["3", "4"];

    fn hub() -> Hub {
        Hub {
            log: VecDeque::new(),
            cache: Cache::new(),
            shelves: Cache::new(),
            seats: HashMap::new(),
            online: Vec::new(),
            on_open: Some(Box::new(|id| id != "13")),
        }
    }

    #[test]
    fn users_come_and_go() {
        let mut hub = hub();
        for id in ONLINE {
            let user = UserProfile {
                id: id.to_string(),
                ..a_user_profile()
            };
            assert!(hub.open(&user));
            assert_eq!(hub.seat(&user, 3), 1);
        }
        assert_eq!(hub.opened(), ONLINE);
        assert_eq!(
            hub.close(GetUserIn {
                id: "3".to_string()
            }),
            Ok(())
        );
        assert_eq!(
            hub.log.back().map(ToString::to_string).as_deref(),
            Some("closed 3: user 3 left")
        );
        assert_eq!(hub.profiles(&["3".to_string(), "9".to_string()]).len(), 1);
        assert_eq!(hub.logins(&["4".to_string()]), 0);
        assert_eq!(stock::shelf(3).size, 30);
        let gone = Event::Closed {
            id: "4".to_string(),
            reason: String::new(),
        };
        assert_ne!(hub.log.back(), Some(&gone));
        assert!(matches!(hub.log.front(), Some(Event::Opened(id)) if id == "3"));
    }
}
