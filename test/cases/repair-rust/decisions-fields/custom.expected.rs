//! What accounts cost and how they are written to.

use crate::generated::{Plan, UserProfile};

pub fn open(id: i32, email: &str) -> UserProfile {
    UserProfile {
        id,
        email: Some(email.to_string()),
        nickname: None,
        plan: Plan::Free,
    }
}

pub fn price(plan: &Plan) -> u32 {
    match plan {
        Plan::Free => 0,
        Plan::Pro => 10,
        Plan::Unknown(_) => 0,
    }
}

pub fn badge(plan: &Plan) -> &'static str {
    match plan {
        Plan::Pro => "pro",
        _ => "",
    }
}

pub fn address(user: &UserProfile) -> String {
    format!("<{}>", user.email.trim())
}

pub fn call(user: &UserProfile) -> &str {
    user.nickname.as_str()
}
