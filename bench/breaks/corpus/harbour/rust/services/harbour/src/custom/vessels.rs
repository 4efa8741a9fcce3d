//! What the registry knows of vessels: asked for once, and again where it stutters.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::Mutex;

use super::open;
use crate::generated::Ctx;
use crate::generated::registry::{
    FindVesselError, FindVesselIn, ListFleetError, ListFleetIn, RegistryClient, Standing, Vessel,
    VesselClass,
};

/// How often somebody is asked before it counts as a failure.
const TRIES: u32 = 3;
/// How many vessels are remembered.
const VESSELS_MAX: usize = 400;
/// How many vessels of a fleet come at once.
const FLEET_PAGE: i32 = 25;

/// Remembers the latest values; the one that was learnt first is forgotten first.
#[derive(Debug)]
pub struct Memory<K, V> {
    known: HashMap<K, V>,
    learnt: VecDeque<K>,
    most: usize,
}

impl<K: Clone + Eq + Hash, V: Clone> Memory<K, V> {
    pub fn holding(most: usize) -> Self {
        Self {
            known: HashMap::new(),
            learnt: VecDeque::new(),
            most,
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.known.get(key).cloned()
    }

    pub fn learn(&mut self, key: K, value: V) {
        if self.known.insert(key.clone(), value).is_none() {
            self.learnt.push_back(key);
        }
        while self.learnt.len() > self.most {
            if let Some(oldest) = self.learnt.pop_front() {
                self.known.remove(&oldest);
            }
        }
    }

    /// Forgets what `which` says, and tells how much that was.
    pub fn forget(&mut self, which: impl Fn(&K, &V) -> bool) -> usize {
        let before = self.known.len();
        self.known.retain(|key, value| !which(key, value));
        self.learnt.retain(|key| self.known.contains_key(key));
        before - self.known.len()
    }
}

/// Tries until it works, it is `final_`, or patience ends.
pub async fn retry<T, E, F>(
    final_: impl Fn(&E) -> bool,
    mut attempt: impl FnMut() -> F,
) -> Result<T, E>
where
    F: Future<Output = Result<T, E>>,
{
    let mut tried = 1;
    loop {
        match attempt().await {
            Err(error) if tried < TRIES && !final_(&error) => tried += 1,
            done => return done,
        }
    }
}

#[derive(Debug)]
pub struct Register {
    client: RegistryClient,
    known: Mutex<Memory<String, Vessel>>,
}

impl Register {
    pub fn new(client: RegistryClient) -> Self {
        Self {
            client,
            known: Mutex::new(Memory::holding(VESSELS_MAX)),
        }
    }

    /// The vessel of a call sign, where there is one.
    pub async fn vessel(&self, ctx: &Ctx, call_sign: &str) -> anyhow::Result<Option<Vessel>> {
        let key = cache_key(call_sign);
        if let Some(vessel) = open(&self.known).get(&key) {
            return Ok(Some(vessel));
        }
        let declared = |error: &FindVesselError| match error {
            FindVesselError::VesselNotFound(_) => true,
            FindVesselError::Internal(_) => false,
        };
        let asked = retry(declared, || {
            let wanted = FindVesselIn {
                call_sign: call_sign.to_string(),
            };
            self.client.find_vessel(ctx, wanted)
        });
        match asked.await {
            Ok(vessel) => {
                open(&self.known).learn(key, vessel.clone());
                Ok(Some(vessel))
            }
            Err(FindVesselError::VesselNotFound(_)) => Ok(None),
            Err(FindVesselError::Internal(error)) => Err(error),
        }
    }

    /// How many seaworthy vessels an owner has.
    pub async fn fleet_size(&self, ctx: &Ctx, owner_id: i32) -> anyhow::Result<usize> {
        let mut size = 0;
        let mut after = None;
        loop {
            let wanted = ListFleetIn {
                owner_id,
                after,
                limit: FLEET_PAGE,
            };
            let page = match self.client.list_fleet(ctx, wanted).await {
                Ok(page) => page,
                Err(ListFleetError::OwnerNotFound(_)) => return Ok(0),
                Err(ListFleetError::Internal(error)) => return Err(error),
            };
            size += page.vessels.iter().filter(|one| seaworthy(one)).count();
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(size),
            }
        }
    }

    pub fn forget(&self, call_sign: &str) -> usize {
        let key = cache_key(call_sign);
        open(&self.known).forget(|known, _| *known == key)
    }
}

fn cache_key(call_sign: &str) -> String {
    format!("vessel/{}", call_sign.trim().to_ascii_uppercase())
}

pub fn seaworthy(vessel: &Vessel) -> bool {
    matches!(vessel.standing, Standing::Good | Standing::Unknown(_))
}

/// Why a vessel may not come, where it may not.
pub fn objection(vessel: &Vessel) -> Option<String> {
    match &vessel.standing {
        Standing::Good | Standing::Unknown(_) => None,
        bad => Some(format!("{} is {bad}", vessel.name)),
    }
}

/// What a vessel draws, in whole centimetres and never too little.
pub fn draft_cm(vessel: &Vessel) -> i32 {
    (vessel.size.draft_m * 100.0).ceil() as i32
}

/// Cents per 100 tons and hour.
pub fn rate(class: &VesselClass) -> i64 {
    match class {
        VesselClass::Tanker => 9,
        VesselClass::Bulker | VesselClass::Container => 6,
        VesselClass::Ferry => 4,
        VesselClass::Tug => 1,
        VesselClass::Unknown(_) => 6,
    }
}

/// One line for people: `Aurora (LAXY, NO, 2004)`.
pub fn caption(vessel: &Vessel) -> String {
    use chrono::Datelike;
    let known_as = match vessel.former_names.last() {
        Some(former) => format!("{}, ex {former}", vessel.name),
        None => vessel.name.clone(),
    };
    format!(
        "{known_as} ({}, {}, {})",
        vessel.call_sign,
        vessel.flag,
        vessel.built.year()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::registry::Dimensions;
    use crate::generated::registry::builders::a_vessel;

    #[test]
    fn what_was_learnt_first_is_forgotten_first() {
        let mut memory = Memory::holding(2);
        for (key, value) in [("a", 1), ("b", 2), ("a", 3), ("c", 4)] {
            memory.learn(key, value);
        }
        assert_eq!(memory.get(&"a"), None);
        assert_eq!(memory.get(&"b"), Some(2));
        assert_eq!(memory.forget(|_, value| *value > 2), 1);
        assert_eq!(memory.get(&"c"), None);
    }

    #[tokio::test]
    async fn patience_ends_after_three_tries() {
        let mut tried = 0;
        let failed: Result<(), &str> = retry(
            |_| false,
            || {
                tried += 1;
                std::future::ready(Err("busy"))
            },
        )
        .await;
        assert_eq!(failed, Err("busy"));
        assert_eq!(tried, 3);
    }

    #[test]
    fn drafts_are_rounded_up() {
        let mut vessel = a_vessel();
        vessel.size = Dimensions {
            length_m: 180.5,
            beam_m: 28.0,
            draft_m: 8.251,
        };
        assert_eq!(draft_cm(&vessel), 826);
    }

    #[test]
    fn a_caption_names_flag_and_year() {
        let vessel = Vessel {
            call_sign: "LAXY".to_string(),
            name: "Aurora".to_string(),
            flag: "NO".to_string(),
            former_names: vec!["Nora".to_string(), "Eos".to_string()],
            ..a_vessel()
        };
        assert_eq!(caption(&vessel), "Aurora, ex Eos (LAXY, NO, 1970)");
    }

    #[test]
    fn suspended_vessels_stay_out() {
        let vessel = Vessel {
            name: "Eos".to_string(),
            standing: Standing::Suspended,
            ..a_vessel()
        };
        assert_eq!(objection(&vessel), Some("Eos is suspended".to_string()));
        assert!(!seaworthy(&vessel));
    }
}
