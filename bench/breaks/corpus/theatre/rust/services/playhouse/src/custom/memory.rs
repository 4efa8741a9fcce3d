//! What is remembered of other services, and how often they are asked before we give up.

use std::collections::{BTreeMap, VecDeque};

/// How many values are remembered.
const LIMIT: usize = 50;

/// The newest values by their keys; the oldest makes room.
#[derive(Debug)]
pub struct Memory<K, V> {
    order: VecDeque<K>,
    values: BTreeMap<K, V>,
}

impl<K, V> Default for Memory<K, V> {
    fn default() -> Self {
        Self {
            order: VecDeque::new(),
            values: BTreeMap::new(),
        }
    }
}

impl<K: Ord + Clone, V: Clone> Memory<K, V> {
    pub fn get(&self, key: &K) -> Option<V> {
        self.values.get(key).cloned()
    }

    /// Keeps a value under the key that it tells of itself.
    pub fn keep(&mut self, value: V, key: impl Fn(&V) -> K) -> V {
        let key = key(&value);
        if self.values.insert(key.clone(), value.clone()).is_none() {
            self.order.push_back(key);
        }
        while self.order.len() > LIMIT {
            let oldest = self.order.pop_front();
            oldest.and_then(|oldest| self.values.remove(&oldest));
        }
        value
    }

    pub fn forget(&mut self, key: &K) {
        self.values.remove(key);
        self.order.retain(|known| known != key);
    }
}

/// Tries again while `passing` says of a failure that it may pass.
pub async fn retried<T, E, A>(
    times: u32,
    mut attempt: impl FnMut() -> A,
    passing: impl Fn(&E) -> bool,
) -> Result<T, E>
where
    A: Future<Output = Result<T, E>>,
{
    let mut left = times;
    loop {
        match attempt().await {
            Err(error) if left > 1 && passing(&error) => left -= 1,
            done => return done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_makes_room() {
        let mut memory = Memory::default();
        for number in 0..=LIMIT {
            memory.keep(number, |number| number + 100);
        }
        assert_eq!(memory.get(&100), None);
        assert_eq!(memory.get(&101), Some(1));
        memory.forget(&101);
        assert_eq!(memory.get(&101), None);
    }
}
