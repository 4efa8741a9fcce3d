//! What survives a restart: one line per call as it stands, and one per manifest and pilot.

use std::time::Duration;

use anyhow::{Context, bail};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::book::CallId;
use crate::generated::{Manifest, Phase, PortCall};

/// What stands where there is nothing.
const NOTHING: &str = "-";
const FIELDS: usize = 13;

#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Call(Box<PortCall>),
    Manifest(Manifest),
}

impl Entry {
    pub fn call_id(&self) -> CallId {
        match self {
            Self::Call(call) => call.id,
            Self::Manifest(manifest) => manifest.call_id,
        }
    }

    pub fn write(&self) -> anyhow::Result<String> {
        match self {
            Self::Call(call) => Ok(format!("C|{}", call_line(call))),
            Self::Manifest(manifest) => tagged("M", manifest),
        }
    }

    pub fn read(line: &str) -> anyhow::Result<Self> {
        let (tag, rest) = line.split_once('|').context("a line begins with a tag")?;
        match tag {
            "C" => call(rest).map(|call| Self::Call(Box::new(call))),
            "M" => json(rest).map(Self::Manifest),
            other => bail!("nobody writes lines with `{other}`"),
        }
    }
}

fn tagged<T: Serialize>(tag: &str, value: &T) -> anyhow::Result<String> {
    Ok(format!("{tag}|{}", serde_json::to_string(value)?))
}

fn json<T: DeserializeOwned>(text: &str) -> anyhow::Result<T> {
    serde_json::from_str(text).context("this is not what was written")
}

/// Text without what separates fields and remarks.
fn plain(text: &str) -> String {
    text.replace(['|', '\n'], " ").replace(';', ",")
}

fn or_nothing<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| NOTHING.to_string(), |value| value.to_string())
}

fn stamp(at: &DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn call_line(call: &PortCall) -> String {
    let remarks: Vec<String> = call.remarks.iter().map(|text| plain(text)).collect();
    let fields: [String; FIELDS] = [
        call.id.to_string(),
        call.call_sign.clone(),
        plain(&call.vessel_name),
        plain(&call.agent),
        call.phase.to_string(),
        stamp(&call.eta),
        (call.stay.as_secs() / 60).to_string(),
        call.draft_cm.to_string(),
        or_nothing(call.berth.as_deref()),
        or_nothing(call.pilot_id),
        or_nothing(call.moored_at.as_ref().map(stamp)),
        call.priority.to_string(),
        remarks.join(";"),
    ];
    fields.join("|")
}

fn something(text: &str) -> Option<&str> {
    (text != NOTHING).then_some(text)
}

fn moment(text: &str) -> anyhow::Result<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(text).with_context(|| format!("`{text}` is no time"))?;
    Ok(at.with_timezone(&Utc))
}

fn call(line: &str) -> anyhow::Result<PortCall> {
    let fields: Vec<&str> = line.split('|').collect();
    let Ok(fields) = <[&str; FIELDS]>::try_from(fields) else {
        bail!("a call has {FIELDS} fields");
    };
    let [
        id,
        call_sign,
        name,
        agent,
        phase,
        eta,
        minutes,
        draft,
        berth,
        pilot,
        moored,
        priority,
        remarks,
    ] = fields;
    Ok(PortCall {
        id: id.parse().with_context(|| format!("`{id}` is no number"))?,
        call_sign: call_sign.to_string(),
        vessel_name: name.to_string(),
        agent: agent.to_string(),
        phase: Phase::from(phase.to_string()),
        eta: moment(eta)?,
        stay: Duration::from_secs(minutes.parse::<u64>()? * 60),
        draft_cm: draft.parse()?,
        berth: something(berth).map(str::to_string),
        pilot_id: something(pilot).map(str::parse).transpose()?,
        moored_at: something(moored).map(moment).transpose()?,
        priority: priority.parse()?,
        remarks: remarks
            .split(';')
            .filter(|text| !text.is_empty())
            .map(str::to_string)
            .collect(),
    })
}

/// The latest of what was written for each key, in the order in which keys first came.
pub fn latest<T, K: PartialEq>(entries: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for entry in entries {
        match kept.iter_mut().find(|one| key(one) == key(&entry)) {
            Some(older) => *older = entry,
            None => kept.push(entry),
        }
    }
    kept
}

/// Reads a journal; says which line is wrong.
pub fn replay<'a>(lines: impl IntoIterator<Item = &'a str>) -> anyhow::Result<Vec<Entry>> {
    let entries = lines
        .into_iter()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| Entry::read(line).with_context(|| format!("line {}", at + 1)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let kind = |entry: &Entry| (matches!(entry, Entry::Call(_)), entry.call_id());
    Ok(latest(entries, kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::{a_manifest, a_port_call};

    fn moored() -> PortCall {
        PortCall {
            id: 12,
            call_sign: "LAXY".to_string(),
            vessel_name: "Aurora".to_string(),
            agent: "Holm | Sons".to_string(),
            phase: Phase::Moored,
            stay: Duration::from_secs(5400),
            draft_cm: 830,
            berth: Some("A1".to_string()),
            pilot_id: Some(4),
            moored_at: Some(DateTime::UNIX_EPOCH),
            priority: 2,
            remarks: vec!["late; again".to_string(), "tug".to_string()],
            ..a_port_call()
        }
    }

    #[test]
    fn a_call_is_one_line() -> anyhow::Result<()> {
        let line = Entry::Call(Box::new(moored())).write()?;
        let expected = "C|12|LAXY|Aurora|Holm   Sons|moored|1970-01-01T00:00:00Z|90|830|A1|4|1970-01-01T00:00:00Z|2|late, again;tug";
        assert_eq!(line, expected);
        Ok(())
    }

    #[test]
    fn what_was_written_is_read() -> anyhow::Result<()> {
        let call = PortCall {
            agent: "Holm".to_string(),
            berth: None,
            pilot_id: None,
            remarks: Vec::new(),
            ..moored()
        };
        for entry in [Entry::Call(Box::new(call)), Entry::Manifest(a_manifest())] {
            assert_eq!(Entry::read(&entry.write()?)?, entry);
        }
        Ok(())
    }

    #[test]
    fn the_latest_line_counts() -> anyhow::Result<()> {
        let (earlier, later) = (moored(), moored());
        let later = PortCall {
            phase: Phase::Departed,
            ..later
        };
        let lines = [earlier, later.clone()].map(|call| format!("C|{}", call_line(&call)));
        let entries = replay(lines.iter().map(String::as_str))?;
        let phases: Vec<Phase> = entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Call(call) => Some(call.phase.clone()),
                Entry::Manifest(_) => None,
            })
            .collect();
        assert_eq!(phases, [later.phase]);
        Ok(())
    }

    #[test]
    fn a_wrong_line_is_named() {
        let said = replay(["", "C|1|LAXY"]).map_err(|error| format!("{error:#}"));
        assert_eq!(said, Err("line 2: a call has 13 fields".to_string()));
        assert!(Entry::read("X|{}").is_err());
    }
}
