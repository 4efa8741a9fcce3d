//! Things that are not about railways: rows that are kept, answers that are remembered, pages, another try.

use std::collections::HashMap;
use std::hash::Hash;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Rows of JSON, one to a line, the newest last.
pub fn write_rows<'a, T: Serialize + 'a>(
    rows: impl IntoIterator<Item = &'a T>,
) -> anyhow::Result<String> {
    let mut text = String::new();
    for row in rows {
        text.push_str(&serde_json::to_string(row)?);
        text.push('\n');
    }
    Ok(text)
}

/// What `write_rows` wrote; empty lines are nobody's.
pub fn read_rows<T: DeserializeOwned>(text: &str) -> anyhow::Result<Vec<T>> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| Ok(serde_json::from_str(line)?))
        .collect()
}

/// A page of many things; pages are counted from one.
pub fn page<T: Clone>(items: &[T], page: i32, size: i32) -> Vec<T> {
    let size = usize::try_from(size.clamp(1, 100)).unwrap_or(1);
    let skipped = usize::try_from(page.max(1) - 1).unwrap_or_default();
    items
        .iter()
        .skip(skipped * size)
        .take(size)
        .cloned()
        .collect()
}

/// Remembers answers until there are too many of them.
#[derive(Debug)]
pub struct Cache<K, V> {
    known: HashMap<K, V>,
    limit: usize,
    pub asked: u32,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    pub fn new(limit: usize) -> Self {
        Self {
            known: HashMap::new(),
            limit,
            asked: 0,
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.known.get(key).cloned()
    }

    pub fn put(&mut self, key: K, value: V) -> V {
        if self.known.len() >= self.limit {
            self.known.clear();
        }
        self.asked += 1;
        self.known.insert(key, value.clone());
        value
    }

    pub fn forget(&mut self, stale: impl Fn(&K, &V) -> bool) {
        self.known.retain(|key, value| !stale(key, value));
    }
}

/// Tries once more, as often as is said, while it fails with what may pass.
pub async fn retry<T, E, F: Future<Output = Result<T, E>>>(
    times: u32,
    passes: impl Fn(&E) -> bool,
    mut run: impl FnMut() -> F,
) -> Result<T, E> {
    let mut tried = 1;
    loop {
        match run().await {
            Err(error) if tried < times && passes(&error) => tried += 1,
            answer => return answer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back() -> anyhow::Result<()> {
        let text = write_rows(&[("a", 1), ("b", 2)])?;
        assert_eq!(text, "[\"a\",1]\n[\"b\",2]\n");
        let rows: Vec<(String, i32)> = read_rows(&text)?;
        assert_eq!(rows[1], ("b".to_string(), 2));
        assert!(read_rows::<i32>("x").is_err());
        Ok(())
    }

    #[test]
    fn pages_are_counted_from_one() {
        let all: Vec<i32> = (0..25).collect();
        assert_eq!(page(&all, 1, 10).first(), Some(&0));
        assert_eq!(page(&all, 3, 10), [20, 21, 22, 23, 24]);
        assert!(page(&all, 4, 10).is_empty());
    }

    #[test]
    fn a_cache_starts_anew_when_it_is_full() {
        let mut cache = Cache::new(2);
        for key in 0..3 {
            cache.put(key, key * 10);
        }
        assert_eq!((cache.get(&0), cache.get(&2)), (None, Some(20)));
    }

    #[tokio::test]
    async fn another_try_helps_sometimes() {
        let mut turns = 0;
        let run = || {
            turns += 1;
            std::future::ready(if turns < 3 { Err("busy") } else { Ok(turns) })
        };
        let answer = retry(3, |error| *error == "busy", run).await;
        assert_eq!(answer, Ok(3));
    }
}
