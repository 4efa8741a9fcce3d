//! What was asked for once is not asked for again at once; what failed is tried again.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::{Duration, Instant};

/// Values that are good for a while, so many of them at most.
#[derive(Debug)]
pub struct Cache<K, V> {
    entries: HashMap<K, (Instant, V)>,
    limit: usize,
    lasts: Duration,
}

impl<K: Eq + Hash + Clone, V: Clone> Cache<K, V> {
    pub fn new(limit: usize, lasts: Duration) -> Self {
        Self {
            entries: HashMap::new(),
            limit,
            lasts,
        }
    }

    pub fn get(&self, key: &K, now: Instant) -> Option<V> {
        let (since, value) = self.entries.get(key)?;
        (now.duration_since(*since) < self.lasts).then(|| value.clone())
    }

    /// Keeps a value; where there is no room the oldest goes.
    pub fn put(&mut self, key: K, value: V, now: Instant) {
        if self.entries.len() >= self.limit && !self.entries.contains_key(&key) {
            let oldest = self.entries.iter().min_by_key(|(_, (since, _))| *since);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                self.entries.remove(&oldest);
            }
        }
        self.entries.insert(key, (now, value));
    }

    pub fn forget(&mut self, stale: impl Fn(&K) -> bool) -> usize {
        let before = self.entries.len();
        self.entries.retain(|key, _| !stale(key));
        before - self.entries.len()
    }
}

/// Calls until it succeeds, or until an error is not worth another attempt.
pub async fn retry<T, E, F>(
    attempts: u32,
    pause: Duration,
    worth: impl Fn(&E) -> bool,
    mut call: impl FnMut() -> F,
) -> Result<T, E>
where
    F: Future<Output = Result<T, E>>,
{
    let mut attempt = 1;
    loop {
        match call().await {
            Err(error) if attempt < attempts && worth(&error) => {
                tokio::time::sleep(pause * attempt).await;
                attempt += 1;
            }
            settled => return settled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_makes_room() {
        let start = Instant::now();
        let mut cache = Cache::new(2, Duration::from_secs(60));
        for (second, key) in ["a", "b", "c"].into_iter().enumerate() {
            cache.put(key, second, start + Duration::from_secs(second as u64));
        }
        let now = start + Duration::from_secs(3);
        assert_eq!(cache.get(&"a", now), None);
        assert_eq!(cache.get(&"c", now), Some(2));
        assert_eq!(cache.get(&"c", now + Duration::from_secs(90)), None);
        assert_eq!(cache.forget(|key| *key == "b"), 1);
    }

    #[tokio::test]
    async fn what_fails_is_tried_again() {
        let mut left = 2;
        let answer = retry(
            3,
            Duration::ZERO,
            |error: &i32| *error > 0,
            || {
                left -= 1;
                let result = if left == 0 { Ok("done") } else { Err(left) };
                async move { result }
            },
        );
        assert_eq!(answer.await, Ok("done"));
        let refused = retry(3, Duration::ZERO, |_| false, || async { Err::<(), _>(1) });
        assert_eq!(refused.await, Err(1));
    }
}
