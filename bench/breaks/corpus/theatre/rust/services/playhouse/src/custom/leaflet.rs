//! The leaflet of a production: what is played, by whom, and when next.

use crate::generated::programme::{Genre, Performance, Production, Role, ShowState};

/// The widest line that fits on a leaflet.
const WIDTH: usize = 60;

/// Text, line by line.
#[derive(Debug, Default)]
pub struct Leaflet {
    lines: Vec<String>,
}

impl Leaflet {
    pub fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into().chars().take(WIDTH).collect());
        self
    }

    pub fn lines<T>(self, things: impl IntoIterator<Item = T>, say: impl Fn(T) -> String) -> Self {
        things
            .into_iter()
            .fold(self, |leaflet, thing| leaflet.line(say(thing)))
    }

    pub fn line_if(self, wanted: bool, line: impl FnOnce() -> String) -> Self {
        if wanted { self.line(line()) } else { self }
    }

    pub fn text(&self) -> String {
        self.lines.join("\n")
    }
}

fn kind(genre: &Genre) -> &str {
    match genre {
        Genre::Drama => "a play",
        Genre::Opera => "an opera",
        Genre::Ballet => "a ballet",
        Genre::Concert => "a concert",
        Genre::Unknown(raw) => raw,
    }
}

/// `2 h 35`, or `50 min` where it is less than an hour.
pub fn length(minutes: i32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, rest) => format!("{hours} h {rest:02}"),
    }
}

fn role(role: &Role) -> String {
    let understudy = role.understudy.as_ref();
    let second = understudy
        .map(|name| format!(" (or {name})"))
        .unwrap_or_default();
    format!("{}: {}{second}", role.name, role.actor)
}

/// Evenings that still take place, the next first.
pub fn upcoming(mut evenings: Vec<Performance>) -> Vec<Performance> {
    evenings.retain(|evening| evening.state != ShowState::Cancelled);
    evenings.sort_by(|a, b| a.starts_at.cmp(&b.starts_at).then(a.id.cmp(&b.id)));
    evenings
}

/// The whole text.
pub fn print(production: &Production, evenings: Vec<Performance>) -> String {
    let mut tags = production.tags.clone();
    tags.sort();
    Leaflet::default()
        .line(production.title.to_uppercase())
        .line(format!(
            "{}, {}",
            kind(&production.genre),
            length(production.running_time)
        ))
        .line_if(production.rating_age > 0, || {
            format!("from {} years on", production.rating_age)
        })
        .lines(&production.roles, role)
        .line_if(!tags.is_empty(), || format!("# {}", tags.join(", ")))
        .lines(upcoming(evenings), |evening| {
            format!(
                "{} {}",
                evening.starts_at.format("%d.%m. %H:%M"),
                evening.hall
            )
        })
        .text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::programme::builders::{a_performance, a_production, a_role};
    use chrono::{DateTime, TimeDelta};

    fn tosca() -> Production {
        let cavaradossi = Role {
            name: "Cavaradossi".to_string(),
            actor: "Otto".to_string(),
            understudy: Some("Paul".to_string()),
        };
        Production {
            title: "Tosca".to_string(),
            genre: Genre::Opera,
            running_time: 155,
            rating_age: 12,
            roles: vec![cavaradossi, a_role()],
            tags: vec!["love".to_string(), "art".to_string()],
            ..a_production()
        }
    }

    fn evening(id: i64, hours: i64) -> Performance {
        Performance {
            id,
            hall: "Main".to_string(),
            starts_at: DateTime::UNIX_EPOCH + TimeDelta::hours(hours),
            ..a_performance()
        }
    }

    #[test]
    fn a_leaflet_tells_all() {
        let text = print(&tosca(), vec![evening(2, 43), evening(1, 19)]);
        let expected = [
            "TOSCA",
            "an opera, 2 h 35",
            "from 12 years on",
            "Cavaradossi: Otto (or Paul)",
            "name: actor",
            "# art, love",
            "01.01. 19:00 Main",
            "02.01. 19:00 Main",
        ];
        assert_eq!(text, expected.join("\n"));
    }

    #[test]
    fn short_evenings_are_told_in_minutes() {
        assert_eq!(length(50), "50 min");
        assert_eq!(length(120), "2 h 00");
    }

    #[test]
    fn cancelled_evenings_are_left_out() {
        let cancelled = Performance {
            state: ShowState::Cancelled,
            ..evening(1, 5)
        };
        let left = upcoming(vec![evening(3, 9), cancelled, evening(2, 9)]);
        assert_eq!(left, [evening(2, 9), evening(3, 9)]);
    }
}
