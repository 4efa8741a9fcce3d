//! What is known of the tracks: how long they are, who digs them up, and where one goes slower.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::journal::Cache;
use crate::generated::infra::{
    Path, Possession, PossessionState, Reason, Restriction, Track, TrackKind,
};

/// How many tracks are remembered.
const TRACKS_MAX: usize = 2_000;

#[derive(Debug)]
pub struct Network {
    pub tracks: Cache<i32, Track>,
    possessions: BTreeMap<String, Possession>,
    restrictions: HashMap<i64, Restriction>,
    paths: HashMap<String, Path>,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            tracks: Cache::new(TRACKS_MAX),
            possessions: BTreeMap::new(),
            restrictions: HashMap::new(),
            paths: HashMap::new(),
        }
    }
}

impl Network {
    pub fn take_path(&mut self, path: Path) -> String {
        let code = path.code.clone();
        self.paths.insert(code.clone(), path);
        code
    }

    /// Notes that a track is dug up, and gives the paths that run into it.
    pub fn possess(&mut self, possession: Possession) -> Vec<String> {
        if possession.state == PossessionState::HandedBack {
            self.possessions.remove(&possession.id);
            return Vec::new();
        }
        let end = possession.starts + possession.lasts;
        let mut hit: Vec<String> = self
            .paths
            .values()
            .filter(|path| path.tracks.contains(&possession.track_id))
            .filter(|path| {
                path.departs < end && path.departs + path.running_time > possession.starts
            })
            .map(|path| path.code.clone())
            .collect();
        hit.sort();
        self.possessions.insert(possession.id.clone(), possession);
        hit
    }

    pub fn restrict(&mut self, restriction: Restriction) {
        self.restrictions.insert(restriction.id, restriction);
    }

    pub fn lift(&mut self, id: i64) -> Option<Restriction> {
        self.restrictions.remove(&id)
    }

    /// How fast one may go on a track on a day.
    pub fn speed(&self, track: &Track, day: NaiveDate) -> i32 {
        self.restrictions
            .values()
            .filter(|one| one.track_id == track.id && one.since <= day)
            .filter(|one| one.until.is_none_or(|until| day <= until))
            .map(|one| one.kmh)
            .fold(track.max_kmh, i32::min)
    }

    /// Who works on the tracks at a moment, each once.
    pub fn contractors(&self, at: DateTime<Utc>) -> HashSet<&str> {
        self.possessions
            .values()
            .filter(|one| one.starts <= at && at < one.starts + one.lasts)
            .filter_map(|one| one.contractor.as_deref())
            .collect()
    }

    /// The order of the day for drivers: one line for each restriction, from the slowest.
    pub fn warnings(&self, day: NaiveDate) -> Vec<String> {
        let mut active: Vec<&Restriction> = self
            .restrictions
            .values()
            .filter(|one| one.since <= day && one.until.is_none_or(|until| day <= until))
            .collect();
        active.sort_by_key(|one| (one.kmh, one.id));
        active.into_iter().map(warning).collect()
    }
}

fn warning(restriction: &Restriction) -> String {
    let why = match &restriction.reason {
        Reason::Subsidence => "the ground gives way",
        Reason::Bridge => "an old bridge",
        Reason::Works => "people at work",
        Reason::Unknown(raw) => raw,
    };
    format!(
        "track {}: km {:.1}-{:.1} {} km/h, {why}",
        restriction.track_id, restriction.from_km, restriction.to_km, restriction.kmh
    )
}

/// Tracks on which nothing that carries passengers stops.
pub fn is_for_freight(track: &Track) -> bool {
    matches!(track.kind, TrackKind::Siding | TrackKind::Passing)
}

/// The longest train that fits on all tracks.
pub fn shortest(tracks: &[Track]) -> Option<u32> {
    tracks.iter().map(|track| track.length_m).min()
}

/// The line in the driver's book.
pub fn page(possession: &Possession) -> String {
    let who = possession.contractor.as_deref().unwrap_or("own gang");
    let minutes = possession.lasts.as_secs() / 60;
    format!(
        "{} track {} {} +{minutes} min, {who} ({} gangs)",
        possession.id,
        possession.track_id,
        possession.starts.format("%d.%m. %H:%M"),
        possession.gangs.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::samples::{at, path, possession, restriction, track};

    #[test]
    fn who_runs_into_a_possession_is_found() {
        let mut network = Network::default();
        for (code, hour) in [("P-2", 9), ("P-1", 10), ("P-3", 14)] {
            network.take_path(path(code, &[4, 5], at(hour, 0)));
        }
        assert_eq!(
            network.possess(possession("X-1", 5, at(10, 30))),
            ["P-1", "P-2"]
        );
        assert!(network.possess(possession("X-2", 6, at(10, 30))).is_empty());
        assert_eq!(
            network.contractors(at(11, 0)),
            HashSet::from(["Digger & Co"])
        );
        assert!(network.contractors(at(13, 0)).is_empty());
    }

    #[test]
    fn the_slowest_counts() {
        let mut network = Network::default();
        let day = at(0, 0).date_naive();
        network.restrict(restriction(1, 4, 80));
        network.restrict(restriction(2, 4, 30));
        assert_eq!(network.speed(&track(4), day), 30);
        assert_eq!(network.speed(&track(5), day), 160);
        assert!(network.lift(2).is_some() && network.lift(2).is_none());
        assert_eq!(network.speed(&track(4), day), 80);
    }

    #[test]
    fn drivers_are_warned() {
        let mut network = Network::default();
        network.restrict(restriction(1, 4, 80));
        network.restrict(Restriction {
            reason: Reason::Works,
            until: Some(at(0, 0).date_naive()),
            ..restriction(2, 5, 30)
        });
        let today = network.warnings(at(0, 0).date_naive());
        assert_eq!(
            today,
            [
                "track 5: km 1.5-2.0 30 km/h, people at work",
                "track 4: km 1.5-2.0 80 km/h, an old bridge"
            ]
        );
        let tomorrow = at(0, 0).date_naive() + chrono::Days::new(1);
        assert_eq!(network.warnings(tomorrow).len(), 1);
    }

    #[test]
    fn the_book_names_the_builders() {
        let mut one = possession("X-1", 5, at(10, 30));
        assert_eq!(
            page(&one),
            "X-1 track 5 02.03. 10:30 +90 min, Digger & Co (1 gangs)"
        );
        one.contractor = None;
        assert!(page(&one).contains("own gang"));
    }

    #[test]
    fn a_train_fits_where_the_shortest_track_is() {
        let passing = Track {
            kind: TrackKind::Passing,
            length_m: 420,
            ..track(5)
        };
        assert!(is_for_freight(&passing) && !is_for_freight(&track(4)));
        assert_eq!(shortest(&[track(4), passing]), Some(420));
    }
}
