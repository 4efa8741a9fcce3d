//! The plays of the house, and what the staff says about them.

use chrono::TimeDelta;

use crate::generated::{Genre, Production};

/// Minutes for which a hall stays empty after everybody has left.
const SWEEPING: i32 = 25;

#[derive(Debug, Clone)]
pub struct Repertoire {
    productions: Vec<Production>,
}

impl Repertoire {
    pub fn of_the_house() -> Self {
        let play = |id, title: &str, genre, minutes| Production {
            id,
            title: title.to_owned(),
            genre,
            minutes,
            interval_minutes: 20,
            subtitle: None,
        };
        let productions = vec![
            play(1, "The Cherry Orchard", Genre::Drama, 150),
            Production {
                subtitle: Some("or, What You Will".to_owned()),
                ..play(2, "Twelfth Night", Genre::Comedy, 135)
            },
            Production {
                interval_minutes: 30,
                ..play(3, "Jenufa", Genre::Opera, 125)
            },
            Production {
                interval_minutes: 0,
                ..play(4, "Café Müller", Genre::Dance, 49)
            },
        ];
        Self { productions }
    }

    pub fn find(&self, id: i32) -> Option<&Production> {
        self.productions.iter().find(|it| it.id == id)
    }
}

/// How long a hall is taken by one evening, with the interval and the sweeping.
pub fn occupies(production: &Production) -> TimeDelta {
    let minutes = production.minutes + production.interval_minutes + SWEEPING;
    TimeDelta::minutes(i64::from(minutes + stagehands(&production.genre)))
}

/// Extra minutes that the stagehands ask for.
fn stagehands(genre: &Genre) -> i32 {
    match genre {
        Genre::Opera => 40,
        Genre::Dance => 10,
        _ => 0,
    }
}

/// What is written over the door.
pub fn signboard(genre: &Genre) -> &str {
    match genre {
        Genre::Drama => "Drama",
        Genre::Comedy => "Comedy",
        Genre::Opera => "Opera",
        Genre::Dance => "Dance",
        Genre::Unknown(raw) => raw,
    }
}

/// Title and subtitle, as on a poster.
pub fn heading(production: &Production) -> String {
    match &production.subtitle {
        Some(subtitle) => format!("{}, {subtitle}", production.title),
        None => production.title.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_production;

    #[test]
    fn an_opera_takes_the_hall_for_longer() {
        let drama = Production {
            genre: Genre::Drama,
            minutes: 100,
            interval_minutes: 20,
            ..a_production()
        };
        let opera = Production {
            genre: Genre::Opera,
            ..drama.clone()
        };
        assert_eq!(occupies(&drama).num_minutes(), 145);
        assert_eq!(occupies(&opera).num_minutes(), 185);
    }

    #[test]
    fn headings_and_signs() {
        let house = Repertoire::of_the_house();
        let headings: Vec<_> = (1..=5)
            .filter_map(|id| house.find(id))
            .map(heading)
            .collect();
        assert_eq!(headings[1], "Twelfth Night, or, What You Will");
        assert_eq!(headings.len(), 4);
        assert_eq!(signboard(&Genre::Dance), "Dance");
        assert_eq!(signboard(&Genre::Unknown("mime".into())), "mime");
    }
}
