//! What is remembered of customers, so that not every order asks for them again.

use std::collections::HashMap;

use crate::generated::users::{Plan, UserProfile};

/// How many customers are remembered before the memory starts anew.
const REMEMBERED_MAX: usize = 500;

/// The widest that a parcel's label may be, in letters.
const LABEL_WIDTH: usize = 32;

#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    pub user_id: i32,
    pub label: String,
}

/// A place where parcels wait. It has an id and a display_name too, and neither is a customer's.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelf {
    pub id: i32,
    pub display_name: String,
}

impl Shelf {
    pub fn sign(&self) -> String {
        format!("shelf {}: {}", self.id, self.display_name)
    }
}

#[derive(Debug, Default)]
pub struct Customers {
    known: HashMap<i32, Customer>,
}

impl Customers {
    pub fn get(&self, user_id: i32) -> Option<Customer> {
        self.known.get(&user_id).cloned()
    }

    /// Remembers a customer and gives what is remembered.
    pub fn remember(&mut self, profile: UserProfile) -> Customer {
        if self.known.len() >= REMEMBERED_MAX {
            self.known.clear();
        }
        let customer = Customer {
            label: label(&profile),
            user_id: profile.id,
        };
        self.known.insert(customer.user_id, customer.clone());
        customer
    }
}

/// What is printed on a parcel: the name, cut to the label's width, and a star for those who pay.
pub fn label(profile: &UserProfile) -> String {
    let name: String = profile.display_name.chars().take(LABEL_WIDTH).collect();
    let star = match profile.plan {
        Plan::Free | Plan::Unknown(_) => "",
        Plan::Pro => " *",
        Plan::Enterprise => " **",
    };
    format!("{name}{star} #{}", profile.id)
}

/// The shelf for a label: people whose names start alike share one.
pub fn shelf(label: &str) -> Shelf {
    let display_name: String = label.chars().take(1).flat_map(char::to_uppercase).collect();
    let id = display_name.bytes().map(i32::from).sum::<i32>() % 26;
    Shelf { id, display_name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::users::builders::a_user_profile;

    fn ada() -> UserProfile {
        UserProfile {
            id: 7,
            display_name: "Ada Lovelace".to_string(),
            plan: Plan::Pro,
            ..a_user_profile()
        }
    }

    #[test]
    fn a_label_has_name_plan_and_number() {
        assert_eq!(label(&ada()), "Ada Lovelace * #7");
        let long = UserProfile {
            display_name: "x".repeat(40),
            ..ada()
        };
        assert!(label(&long).starts_with(&"x".repeat(LABEL_WIDTH)));
        assert!(!label(&long).contains(&"x".repeat(LABEL_WIDTH + 1)));
    }

    #[test]
    fn customers_are_remembered_by_their_id() {
        let mut customers = Customers::default();
        let first = customers.remember(ada());
        assert_eq!(customers.get(first.user_id), Some(first));
        let nobody = customers.get(8);
        assert_eq!(nobody, None);
    }

    #[test]
    fn the_memory_has_a_limit() {
        let mut customers = Customers::default();
        let kept = customers.remember(ada());
        for _ in 0..3 {
            customers.remember(ada());
        }
        assert_eq!(customers.known.len(), 1);
        assert_eq!(
            customers.get(kept.user_id).map(|customer| customer.label),
            Some(kept.label)
        );
    }

    #[test]
    fn shelves_follow_the_first_letter() {
        let shelf = shelf("ada");
        assert_eq!(shelf.display_name, "A");
        assert_eq!(shelf.sign(), "shelf 13: A");
    }
}
