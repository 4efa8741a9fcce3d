//! How people are shown.

use std::collections::BTreeMap;

use crate::generated::{RegisterUserIn, UserProfile};

/// A team has a display name too, and keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    pub display_name: String,
    pub members: Vec<UserProfile>,
}

pub fn register(input: RegisterUserIn, next: i32) -> UserProfile {
    let RegisterUserIn {
        email,
        display_name,
    } = input;
    let display_name = display_name.trim().to_string();
    UserProfile {
        id: next,
        display_name,
        email,
    }
}

pub fn greeting(user: &UserProfile) -> String {
    let UserProfile { display_name, .. } = user;
    format!("Hello {display_name}, display_name is what you chose")
}

pub fn card(user: &UserProfile) -> String {
    let display_name = user.display_name.to_uppercase();
    format!(
        "{{\"display_name\": \"{}\", \"loud\": \"{display_name}\"}}",
        user.display_name
    )
}

pub fn roster(team: &Team) -> BTreeMap<String, usize> {
    let mut names: Vec<&str> = team
        .members
        .iter()
        .map(|member| member.display_name.as_str())
        .filter(|display_name| !display_name.is_empty())
        .collect();
    names.sort_unstable();
    names
        .iter()
        .map(|name| (format!("{}/{name}", team.display_name), name.len()))
        .collect()
}

pub fn rename(user: &mut UserProfile, name: &str) {
    user.display_name = name.to_string();
}

pub fn is_anonymous(user: &UserProfile) -> bool {
    matches!(user, UserProfile { display_name, .. } if display_name == "anonymous")
        || matches!(user.display_name.as_str(), "" | "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> UserProfile {
        UserProfile {
            id: 7,
            display_name: "Ada".to_string(),
            email: "ada@example.org".to_string(),
        }
    }

    #[test]
    fn names_are_shown() {
        let mut user = ada();
        rename(&mut user, "Ada L.");
        assert_eq!(user.display_name, "Ada L.", "display_name of {}", user.display_name);
        assert!(card(&user).contains("\"display_name\": \"Ada L.\""));
        assert!(!is_anonymous(&user));
        let team = Team {
            display_name: "Engines".to_string(),
            members: vec![ada(), UserProfile { display_name: String::new(), ..ada() }],
        };
        assert_eq!(roster(&team).keys().next().map(String::as_str), Some("Engines/Ada"));
    }
}
