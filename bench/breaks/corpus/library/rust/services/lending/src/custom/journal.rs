//! What happened at the desk, one line each, and the lines read again after a restart.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use anyhow::{Context, anyhow, bail};
use chrono::{DateTime, NaiveDate, Utc};

use crate::generated::{Barcode, Hold, HoldState, Item, ItemState, Loan};

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Received(Item),
    Moved { barcode: Barcode, state: ItemState },
    Lent(Loan),
    Held(Hold),
}

/// How a place is written down.
fn state_code(state: &ItemState) -> &str {
    match state {
        ItemState::OnShelf => "shelf",
        ItemState::Lent => "lent",
        ItemState::SetAside => "aside",
        ItemState::InTransit => "van",
        ItemState::Missing => "missing",
        ItemState::Unknown(raw) => raw,
    }
}

fn state_of(code: &str) -> ItemState {
    match code {
        "shelf" => ItemState::OnShelf,
        "lent" => ItemState::Lent,
        "aside" => ItemState::SetAside,
        "van" => ItemState::InTransit,
        "missing" => ItemState::Missing,
        other => ItemState::Unknown(other.to_string()),
    }
}

const HOLD_CODES: [(&str, HoldState); 4] = [
    ("w", HoldState::Waiting),
    ("r", HoldState::Ready),
    ("x", HoldState::Expired),
    ("c", HoldState::Collected),
];

/// Text without what parts fields and lines.
fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('|', "%7C")
        .replace('\n', "%0A")
}

fn plain(text: &str) -> String {
    text.replace("%0A", "\n")
        .replace("%7C", "|")
        .replace("%25", "%")
}

/// A line while it is written.
#[derive(Debug)]
struct Line(String);

impl Line {
    fn of(kind: &str) -> Self {
        Self(kind.to_string())
    }

    fn with(mut self, value: impl Display) -> Self {
        self.0.push('|');
        self.0.push_str(&escaped(&value.to_string()));
        self
    }

    fn maybe(self, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.with(value),
            None => self.with(""),
        }
    }
}

/// The fields of a line while it is read.
struct Fields<'a>(std::str::Split<'a, char>);

impl Fields<'_> {
    fn text(&mut self) -> anyhow::Result<String> {
        self.0.next().map(plain).context("the line ends too early")
    }

    fn read<T: FromStr>(&mut self) -> anyhow::Result<T> {
        let text = self.text()?;
        text.parse()
            .map_err(|_| anyhow!("{text:?} is not what it should be"))
    }

    fn maybe<T: FromStr>(&mut self) -> anyhow::Result<Option<T>> {
        let text = self.text()?;
        if text.is_empty() {
            return Ok(None);
        }
        let value = text.parse();
        value
            .map(Some)
            .map_err(|_| anyhow!("{text:?} is not what it should be"))
    }
}

pub fn to_line(entry: &Entry) -> String {
    let line = match entry {
        Entry::Received(item) => Line::of("item")
            .with(&item.barcode)
            .with(item.title)
            .with(&item.branch)
            .with(&item.mark)
            .with(state_code(&item.state))
            .with(item.acquired)
            .with(item.wear)
            .with(item.notes.join("\n")),
        Entry::Moved { barcode, state } => Line::of("moved").with(barcode).with(state_code(state)),
        Entry::Lent(loan) => Line::of("loan")
            .with(loan.id)
            .with(&loan.barcode)
            .with(loan.member)
            .with(loan.lent_at.to_rfc3339())
            .with(loan.due)
            .with(loan.renewals)
            .maybe(loan.returned.map(|at| at.to_rfc3339())),
        Entry::Held(hold) => Line::of("hold")
            .with(hold.id)
            .with(hold.title)
            .with(hold.member)
            .with(&hold.branch)
            .with(hold.placed_at.to_rfc3339())
            .with(hold_code(&hold.state))
            .with(hold.priority)
            .maybe(hold.ready_until),
    };
    line.0
}

fn hold_code(state: &HoldState) -> &str {
    let known = HOLD_CODES.iter().find(|(_, known)| known == state);
    known.map_or("?", |(code, _)| code)
}

pub fn from_line(line: &str) -> anyhow::Result<Entry> {
    let mut fields = Fields(line.split('|'));
    let entry = match fields.text()?.as_str() {
        "item" => Entry::Received(Item {
            barcode: fields.text()?,
            title: fields.read()?,
            branch: fields.text()?,
            mark: fields.text()?,
            state: state_of(&fields.text()?),
            acquired: fields.read()?,
            wear: fields.read()?,
            notes: fields.text()?.lines().map(String::from).collect(),
        }),
        "moved" => Entry::Moved {
            barcode: fields.text()?,
            state: state_of(&fields.text()?),
        },
        "loan" => Entry::Lent(Loan {
            id: fields.read()?,
            barcode: fields.text()?,
            member: fields.read()?,
            lent_at: fields.read::<DateTime<Utc>>()?,
            due: fields.read::<NaiveDate>()?,
            renewals: fields.read()?,
            returned: fields.maybe::<DateTime<Utc>>()?,
        }),
        "hold" => Entry::Held(Hold {
            id: fields.read()?,
            title: fields.read()?,
            member: fields.read()?,
            branch: fields.text()?,
            placed_at: fields.read::<DateTime<Utc>>()?,
            state: {
                let code = fields.text()?;
                let known = HOLD_CODES.iter().find(|(known, _)| *known == code);
                known.map_or(HoldState::Unknown(code.clone()), |(_, state)| state.clone())
            },
            priority: fields.read()?,
            ready_until: fields.maybe::<NaiveDate>()?,
        }),
        kind => bail!("there are no lines of kind {kind:?}"),
    };
    Ok(entry)
}

/// All entries of a journal that can be read, and how many lines of each kind could not.
pub fn replay(text: &str) -> (Vec<Entry>, BTreeMap<String, u32>) {
    let mut unread = BTreeMap::new();
    let entries = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .filter_map(|line| {
            from_line(line)
                .inspect_err(|_| {
                    let kind = line.split('|').next().unwrap_or_default();
                    *unread.entry(kind.to_string()).or_default() += 1;
                })
                .ok()
        })
        .collect();
    (entries, unread)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::fixtures::{at, day};
    use crate::generated::builders::{a_hold, a_item, a_loan};

    #[test]
    fn what_is_written_is_read_again() -> anyhow::Result<()> {
        let entries = [
            Entry::Received(Item {
                barcode: "b|1".to_string(),
                state: ItemState::InTransit,
                notes: vec!["50% faded".to_string(), "signed".to_string()],
                ..a_item()
            }),
            Entry::Lent(Loan {
                returned: Some(at("2026-03-04")),
                ..a_loan()
            }),
            Entry::Held(Hold {
                ready_until: Some(day("2026-03-09")),
                ..a_hold()
            }),
        ];
        for entry in entries {
            assert_eq!(from_line(&to_line(&entry))?, entry);
        }
        Ok(())
    }

    #[test]
    fn lines_look_as_they_always_did() {
        let loan = Loan {
            id: 4,
            barcode: "b-1".to_string(),
            member: 7,
            lent_at: at("2026-03-01"),
            due: day("2026-03-29"),
            renewals: 1,
            returned: None,
        };
        let line = "loan|4|b-1|7|2026-03-01T12:00:00+00:00|2026-03-29|1|";
        assert_eq!(to_line(&Entry::Lent(loan)), line);
        let moved = Entry::Moved {
            barcode: "b-1".to_string(),
            state: ItemState::Missing,
        };
        assert_eq!(to_line(&moved), "moved|b-1|missing");
    }

    #[test]
    fn what_cannot_be_read_is_counted() {
        let (entries, unread) = replay("moved|b-1|van\nloan|four\n\nloan|5|b\nfee|1\n");
        assert_eq!(entries.len(), 1);
        assert_eq!(
            unread,
            BTreeMap::from([("fee".into(), 1), ("loan".into(), 2)])
        );
    }
}
