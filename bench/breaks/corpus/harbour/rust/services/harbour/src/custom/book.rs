//! All port calls: by number, by vessel, and where each may go from where it stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

use crate::generated::{CallNotFound, CallPage, Phase, PortCall, WrongPhase};

pub type CallId = i64;

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq)]
pub enum Refused {
    Missing(CallNotFound),
    Phase(WrongPhase),
}

/// Hands a refusal on as the declared error of whichever rpc it happened in.
pub fn told<E: From<CallNotFound> + From<WrongPhase>>(refused: Refused) -> E {
    match refused {
        Refused::Missing(error) => error.into(),
        Refused::Phase(error) => error.into(),
    }
}

/// Whether a call may go from one phase to the next.
pub fn may_follow(from: &Phase, to: &Phase) -> bool {
    match from {
        Phase::Announced => matches!(to, Phase::Confirmed | Phase::Cancelled),
        Phase::Confirmed => matches!(to, Phase::Moored | Phase::Cancelled),
        Phase::Moored => *to == Phase::Departed,
        Phase::Departed | Phase::Cancelled | Phase::Unknown(_) => false,
    }
}

/// Whether a call still holds a berth or wants one.
pub fn is_live(phase: &Phase) -> bool {
    !matches!(phase, Phase::Departed | Phase::Cancelled)
}

#[derive(Debug, Default)]
pub struct CallBook {
    calls: BTreeMap<CallId, PortCall>,
    by_vessel: HashMap<String, BTreeSet<CallId>>,
    last: CallId,
}

impl CallBook {
    /// Writes a new call down under the next number.
    pub fn enter(&mut self, make: impl FnOnce(CallId) -> PortCall) -> PortCall {
        self.last += 1;
        let call = make(self.last);
        self.put(call.clone());
        call
    }

    /// Takes a call as it was written down earlier.
    pub fn put(&mut self, call: PortCall) {
        self.last = self.last.max(call.id);
        let of_vessel = self.by_vessel.entry(call.call_sign.clone()).or_default();
        of_vessel.insert(call.id);
        self.calls.insert(call.id, call);
    }

    pub fn get(&self, call_id: CallId) -> Result<&PortCall, CallNotFound> {
        self.calls.get(&call_id).ok_or(CallNotFound { call_id })
    }

    /// Moves a call on and lets `change` write down what comes with it.
    pub fn advance(
        &mut self,
        call_id: CallId,
        to: Phase,
        change: impl FnOnce(&mut PortCall),
    ) -> Result<PortCall, Refused> {
        let Some(call) = self.calls.get_mut(&call_id) else {
            return Err(Refused::Missing(CallNotFound { call_id }));
        };
        if !may_follow(&call.phase, &to) {
            let phase = call.phase.clone();
            return Err(Refused::Phase(WrongPhase { call_id, phase }));
        }
        call.phase = to;
        change(call);
        Ok(call.clone())
    }

    /// Changes all live calls of a vessel; gives those that were changed.
    pub fn each_live(
        &mut self,
        call_sign: &str,
        mut change: impl FnMut(&mut PortCall),
    ) -> Vec<CallId> {
        let ids = self.by_vessel.get(call_sign).cloned().unwrap_or_default();
        let mut changed = Vec::new();
        for id in ids {
            if let Some(call) = self.calls.get_mut(&id).filter(|one| is_live(&one.phase)) {
                change(call);
                changed.push(id);
            }
        }
        changed
    }

    pub fn iter(&self) -> impl Iterator<Item = &PortCall> {
        self.calls.values()
    }

    /// A page of calls by their numbers.
    pub fn page(&self, phase: Option<&Phase>, after: Option<CallId>, limit: usize) -> CallPage {
        let start = after.map_or(Bound::Unbounded, Bound::Excluded);
        let mut wanted = self
            .calls
            .range((start, Bound::Unbounded))
            .map(|(_, call)| call)
            .filter(|call| phase.is_none_or(|phase| call.phase == *phase));
        let calls: Vec<PortCall> = wanted.by_ref().take(limit).cloned().collect();
        let next = match wanted.next() {
            Some(_) => calls.last().map(|call| call.id),
            None => None,
        };
        CallPage { calls, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_port_call;

    fn book(call_signs: &[&str]) -> CallBook {
        let mut book = CallBook::default();
        for call_sign in call_signs {
            book.enter(|id| PortCall {
                id,
                call_sign: (*call_sign).to_string(),
                ..a_port_call()
            });
        }
        book
    }

    #[test]
    fn calls_are_numbered_in_turn() {
        let mut book = book(&["LAXY", "OZZA"]);
        book.put(PortCall {
            id: 40,
            ..a_port_call()
        });
        let next = book.enter(|id| PortCall {
            id,
            ..a_port_call()
        });
        assert_eq!(next.id, 41);
        assert_eq!(book.get(7), Err(CallNotFound { call_id: 7 }));
    }

    #[test]
    fn a_call_goes_one_way() {
        let mut book = book(&["LAXY"]);
        let confirmed = book.advance(1, Phase::Confirmed, |call| call.priority = 2);
        assert_eq!(confirmed.map(|call| call.priority), Ok(2));
        let back = book.advance(1, Phase::Announced, |_| ());
        let wrong = WrongPhase {
            call_id: 1,
            phase: Phase::Confirmed,
        };
        assert_eq!(back, Err(Refused::Phase(wrong)));
        let missing = book.advance(9, Phase::Moored, |_| ());
        assert_eq!(missing, Err(Refused::Missing(CallNotFound { call_id: 9 })));
    }

    #[test]
    fn pages_follow_each_other() {
        let book = book(&["LAXY", "OZZA", "LAXY"]);
        let first = book.page(None, None, 2);
        assert_eq!(first.next, Some(2));
        let second = book.page(None, first.next, 2);
        let numbers: Vec<CallId> = second.calls.iter().map(|call| call.id).collect();
        assert_eq!(numbers, [3]);
        assert_eq!(second.next, None);
        assert!(book.page(Some(&Phase::Moored), None, 5).calls.is_empty());
    }

    #[test]
    fn only_live_calls_are_changed() {
        let mut book = book(&["LAXY", "OZZA", "LAXY"]);
        let cancelled = book.advance(1, Phase::Cancelled, |_| ());
        assert!(cancelled.is_ok());
        let changed = book.each_live("LAXY", |call| call.vessel_name = "Eos".to_string());
        assert_eq!(changed, [3]);
        assert_eq!(book.get(3).map(|call| call.vessel_name.as_str()), Ok("Eos"));
    }
}
