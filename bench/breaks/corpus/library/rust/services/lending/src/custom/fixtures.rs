//! People, titles and days that tests speak of.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rust_decimal::Decimal;

use super::holds::Wish;
use super::{MemberId, TitleId};
use crate::generated::accounts::Member;
use crate::generated::accounts::builders::a_member;
use crate::generated::titles::builders::{a_creator, a_title};
use crate::generated::titles::{Creator, Medium, Title};

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

/// Noon of a day.
pub fn at(text: &str) -> DateTime<Utc> {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    day(text).and_time(noon).and_utc()
}

pub fn a_wish(title: TitleId, member: MemberId) -> Wish {
    Wish {
        title,
        member,
        branch: "main".to_string(),
        priority: 0,
    }
}

pub fn ada() -> Member {
    Member {
        id: 7,
        card: "L-0007".to_string(),
        name: "Ada Lovelace".to_string(),
        email: Some("ada@example.org".to_string()),
        born: day("1990-12-10"),
        loan_limit: 3,
        credit: Decimal::new(1250, 2),
        ..a_member()
    }
}

pub fn a_film() -> Title {
    let creator = Creator {
        name: "Agnès".to_string(),
        ..a_creator()
    };
    Title {
        id: 70,
        name: "The Beaches".to_string(),
        medium: Medium::Film,
        creators: vec![creator],
        published: day("2008-12-17"),
        pages: None,
        replacement: Decimal::new(1999, 2),
        score: 4.0,
        ..a_title()
    }
}
