//! Berths, and who lies where from when until when.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::book::CallId;
use crate::generated::{Berth, PortCall, Slot};

/// What must be left between two vessels at one berth.
const CHANGE_OVER: TimeDelta = TimeDelta::minutes(30);
/// How much longer than the vessel a berth must be: a tenth.
const LINES: f64 = 1.1;
/// One bollard for so many metres of vessel.
const METRES_PER_BOLLARD: f64 = 15.0;

/// A stretch of time; its end does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

impl Span {
    pub fn starting(from: DateTime<Utc>, length: Duration) -> Self {
        let length = TimeDelta::from_std(length).unwrap_or(TimeDelta::MAX);
        let until = from
            .checked_add_signed(length)
            .unwrap_or(DateTime::<Utc>::MAX_UTC);
        Self { from, until }
    }

    pub fn of_day(day: NaiveDate) -> Self {
        let from = day.and_time(chrono::NaiveTime::MIN).and_utc();
        Self {
            from,
            until: from + TimeDelta::days(1),
        }
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

impl From<&Slot> for Span {
    fn from(slot: &Slot) -> Self {
        Self {
            from: slot.from,
            until: slot.until,
        }
    }
}

/// What a vessel needs of a berth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    pub draft_cm: i32,
    pub length_m: f64,
    pub span: Span,
}

/// Adds berths one by one: `Quayside::with().berth("A1", 900, 220.0).powered().built()`.
#[derive(Debug, Default)]
pub struct QuaysideBuilder {
    berths: Vec<Berth>,
}

impl QuaysideBuilder {
    pub fn berth(mut self, code: &str, depth_cm: i32, length_m: f64) -> Self {
        let quay = code.trim_end_matches(|c: char| c.is_ascii_digit());
        self.berths.push(Berth {
            code: code.to_string(),
            quay: quay.to_string(),
            depth_cm,
            length_m,
            bollards: (length_m / METRES_PER_BOLLARD).floor() as u32,
            shore_power: false,
        });
        self
    }

    /// Gives the latest berth a plug.
    pub fn powered(mut self) -> Self {
        if let Some(berth) = self.berths.last_mut() {
            berth.shore_power = true;
        }
        self
    }

    pub fn built(self) -> Quayside {
        Quayside::new(self.berths)
    }
}

#[derive(Debug)]
pub struct Quayside {
    /// By depth, the shallowest first.
    berths: Vec<Berth>,
    slots: HashMap<String, Vec<Slot>>,
}

impl Quayside {
    pub fn with() -> QuaysideBuilder {
        QuaysideBuilder::default()
    }

    pub fn new(mut berths: Vec<Berth>) -> Self {
        berths.sort_by(|a, b| {
            let depth = a.depth_cm.cmp(&b.depth_cm);
            depth.then_with(|| a.code.cmp(&b.code))
        });
        Self {
            berths,
            slots: HashMap::new(),
        }
    }

    pub fn get(&self, code: &str) -> Option<&Berth> {
        self.berths.iter().find(|berth| berth.code == code)
    }

    /// The shallowest berth that is deep, long and free enough.
    pub fn find(&self, need: &Need) -> Option<&Berth> {
        let deep = self
            .berths
            .partition_point(|berth| berth.depth_cm < need.draft_cm);
        self.berths[deep..]
            .iter()
            .filter(|berth| berth.length_m >= need.length_m * LINES)
            .find(|berth| self.is_free(&berth.code, need.span))
    }

    fn is_free(&self, code: &str, span: Span) -> bool {
        let wide = Span {
            from: span.from - CHANGE_OVER,
            until: span.until + CHANGE_OVER,
        };
        let taken = self.slots.get(code).map_or(&[][..], Vec::as_slice);
        !taken.iter().any(|slot| Span::from(slot).meets(&wide))
    }

    /// Takes a berth for a call; slots of a berth stay in the order of time.
    pub fn take(&mut self, code: &str, call_id: CallId, span: Span) {
        let slots = self.slots.entry(code.to_string()).or_default();
        let at = slots.partition_point(|slot| slot.from < span.from);
        let slot = Slot {
            berth: code.to_string(),
            call_id,
            from: span.from,
            until: span.until,
        };
        slots.insert(at, slot);
    }

    /// Takes the berth that a written call says it has.
    pub fn retake(&mut self, call: &PortCall) {
        if let Some(code) = &call.berth {
            let from = call.moored_at.unwrap_or(call.eta);
            self.take(code, call.id, Span::starting(from, call.stay));
        }
    }

    /// Ends what a call holds; a slot that has not begun by then is gone.
    pub fn release(&mut self, call_id: CallId, at: DateTime<Utc>) {
        for slots in self.slots.values_mut() {
            slots.retain(|slot| slot.call_id != call_id || slot.from < at);
            for slot in slots.iter_mut().filter(|slot| slot.call_id == call_id) {
                slot.until = slot.until.min(at);
            }
        }
    }

    /// Who lies where on a day; berths without anybody are left out.
    pub fn plan(&self, day: NaiveDate) -> BTreeMap<String, Vec<Slot>> {
        let day = Span::of_day(day);
        let on_day = |slots: &Vec<Slot>| -> Vec<Slot> {
            slots
                .iter()
                .filter(|slot| Span::from(*slot).meets(&day))
                .cloned()
                .collect()
        };
        self.slots
            .iter()
            .map(|(code, slots)| (code.clone(), on_day(slots)))
            .filter(|(_, slots)| !slots.is_empty())
            .collect()
    }
}

/// What is painted on the bollard: `A1 9.00 m ⚡`.
pub fn sign(berth: &Berth) -> String {
    let depth = f64::from(berth.depth_cm) / 100.0;
    let plug = if berth.shore_power { " ⚡" } else { "" };
    format!("{} {depth:.2} m{plug}", berth.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(hour: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
    }

    fn span(from: i64, until: i64) -> Span {
        Span {
            from: hour(from),
            until: hour(until),
        }
    }

    fn quayside() -> Quayside {
        Quayside::with()
            .berth("B2", 1200, 300.0)
            .berth("A1", 900, 150.0)
            .powered()
            .berth("A2", 900, 220.0)
            .built()
    }

    fn need(draft_cm: i32, length_m: f64, span: Span) -> Need {
        Need {
            draft_cm,
            length_m,
            span,
        }
    }

    #[test]
    fn the_shallowest_berth_that_fits_is_found() {
        let quayside = quayside();
        let code = |draft, length| {
            let found = quayside.find(&need(draft, length, span(0, 6)));
            found.map(|berth| berth.code.clone())
        };
        assert_eq!(code(800, 100.0).as_deref(), Some("A1"));
        assert_eq!(code(900, 180.0).as_deref(), Some("A2"));
        assert_eq!(code(901, 100.0).as_deref(), Some("B2"));
        assert_eq!(code(1300, 100.0), None);
    }

    #[test]
    fn between_two_vessels_there_is_time() {
        let mut quayside = quayside();
        quayside.take("B2", 7, span(10, 20));
        let free = |from, until| {
            let need = need(1000, 200.0, span(from, until));
            quayside.find(&need).is_some()
        };
        assert!(free(0, 9));
        assert!(!free(0, 10));
        assert!(!free(12, 13));
        assert!(free(21, 30));
    }

    #[test]
    fn a_plan_shows_the_day_in_order() {
        let mut quayside = quayside();
        quayside.take("A1", 2, span(12, 18));
        quayside.take("A1", 1, span(2, 8));
        quayside.take("A2", 3, span(30, 40));
        quayside.release(2, hour(14));
        let plan = quayside.plan(hour(0).date_naive());
        let calls: Vec<CallId> = plan["A1"].iter().map(|slot| slot.call_id).collect();
        assert_eq!(calls, [1, 2]);
        assert_eq!(plan["A1"][1].until, hour(14));
        assert!(!plan.contains_key("A2"));
    }

    #[test]
    fn a_sign_tells_depth_and_power() {
        let quayside = quayside();
        let signs: Vec<String> = ["A1", "B2"]
            .iter()
            .filter_map(|code| quayside.get(code))
            .map(sign)
            .collect();
        assert_eq!(signs, ["A1 9.00 m ⚡", "B2 12.00 m"]);
        assert_eq!(quayside.get("A1").map(|berth| berth.bollards), Some(10));
    }
}
