//! What electricity costs at the exchange, hour by hour.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use super::cache::Cache;
use crate::generated::market::{Forecast, PricePoint, PricesPublished, Product};

/// Prices as they are kept: by area, day and product.
pub type PriceKey = String;

#[derive(Debug)]
pub struct PriceBoard {
    points: Cache<PriceKey, Vec<PricePoint>>,
    sequences: BTreeMap<PriceKey, i64>,
}

impl Default for PriceBoard {
    fn default() -> Self {
        Self {
            points: Cache::new(64, Duration::from_secs(6 * 3600)),
            sequences: BTreeMap::new(),
        }
    }
}

/// `DE/2026-03-01/day-ahead`
pub fn key(area: &str, day: NaiveDate, product: &Product) -> PriceKey {
    format!("{area}/{day}/{product}")
}

impl PriceBoard {
    /// Takes a publication unless a later one of the same day is known.
    pub fn publish(&mut self, event: PricesPublished, now: Instant) -> bool {
        let key = key(&event.area, event.day, &event.product);
        let last = self.sequences.entry(key.clone()).or_insert(0);
        if event.sequence <= *last {
            return false;
        }
        *last = event.sequence;
        self.keep(key, event.points, now);
        true
    }

    pub fn keep(&mut self, key: PriceKey, mut points: Vec<PricePoint>, now: Instant) {
        points.sort_by_key(|point| point.starts_at);
        self.points.put(key, points, now);
    }

    pub fn get(&self, key: &PriceKey, now: Instant) -> Option<Vec<PricePoint>> {
        self.points.get(key, now)
    }
}

/// The mean price for a megawatt hour, each hour by what was traded in it.
pub fn mean(points: &[PricePoint]) -> Option<Decimal> {
    let volume: f64 = points.iter().map(|point| point.volume).sum();
    if volume <= 0.0 {
        return None;
    }
    let mut mean = Decimal::ZERO;
    for point in points {
        let share = Decimal::try_from(point.volume / volume).ok()?;
        mean += point.price * share;
    }
    Some(mean.round_dp(2))
}

/// The price that holds at a moment; points are in the order of time.
pub fn price_at(points: &[PricePoint], at: DateTime<Utc>) -> Option<Decimal> {
    match points.binary_search_by(|point| point.starts_at.cmp(&at)) {
        Ok(index) => Some(points[index].price),
        Err(0) => None,
        Err(index) => Some(points[index - 1].price),
    }
}

/// The cheapest hours of a day, cheapest first.
pub fn cheapest(points: &[PricePoint], count: usize) -> Vec<DateTime<Utc>> {
    let mut sorted: Vec<&PricePoint> = points.iter().collect();
    sorted.sort_by(|a, b| a.price.cmp(&b.price).then(a.starts_at.cmp(&b.starts_at)));
    sorted
        .into_iter()
        .take(count)
        .map(|point| point.starts_at)
        .collect()
}

/// How far ahead of delivery a product is traded.
pub fn lead(product: &Product) -> Option<Duration> {
    match product {
        Product::DayAhead => Some(Duration::from_secs(24 * 3600)),
        Product::Intraday => Some(Duration::from_secs(5 * 60)),
        Product::Balancing => Some(Duration::ZERO),
        Product::Unknown(_) => None,
    }
}

/// The share of wind and sun that can be counted on: what nobody vouches for counts half.
pub fn firm_share(forecast: &Forecast) -> f64 {
    let weight = match forecast.source.as_deref() {
        Some("") | None => 0.5,
        Some(_) => 1.0,
    };
    (forecast.renewable_share * forecast.confidence * weight).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::market::builders::{a_forecast, a_price_point};

    fn at(hour: u32) -> DateTime<Utc> {
        format!("2026-03-01T{hour:02}:00:00Z")
            .parse()
            .expect("a moment")
    }

    fn point(hour: u32, cents: i64, volume: f64) -> PricePoint {
        PricePoint {
            starts_at: at(hour),
            price: Decimal::new(cents, 2),
            volume,
            ..a_price_point()
        }
    }

    fn published(sequence: i64, points: Vec<PricePoint>) -> PricesPublished {
        PricesPublished {
            area: "DE".to_string(),
            day: at(0).date_naive(),
            product: Product::DayAhead,
            points,
            sequence,
        }
    }

    #[test]
    fn a_later_publication_replaces() {
        let now = Instant::now();
        let mut board = PriceBoard::default();
        assert!(board.publish(published(1, vec![point(0, 5000, 1.0)]), now));
        assert!(board.publish(
            published(3, vec![point(1, 700, 1.0), point(0, 600, 1.0)]),
            now
        ));
        assert!(!board.publish(published(2, Vec::new()), now));
        let kept = board.get(&"DE/2026-03-01/day-ahead".to_string(), now);
        let prices: Vec<Decimal> = kept
            .into_iter()
            .flatten()
            .map(|point| point.price)
            .collect();
        assert_eq!(prices, [Decimal::new(600, 2), Decimal::new(700, 2)]);
    }

    #[test]
    fn the_mean_follows_the_volume() {
        let points = [point(0, 1000, 3.0), point(1, 2000, 1.0)];
        assert_eq!(mean(&points), Some(Decimal::new(1250, 2)));
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn a_price_holds_until_the_next() {
        let points = [
            point(2, 1000, 1.0),
            point(3, -500, 1.0),
            point(4, 2000, 1.0),
        ];
        assert_eq!(price_at(&points, at(1)), None);
        assert_eq!(price_at(&points, at(3)), Some(Decimal::new(-500, 2)));
        assert_eq!(price_at(&points, at(9)), Some(Decimal::new(2000, 2)));
        assert_eq!(cheapest(&points, 2), [at(3), at(2)]);
    }

    #[test]
    fn forecasts_are_weighed() {
        let forecast = Forecast {
            renewable_share: 0.8,
            confidence: 0.5,
            source: Some("met office".to_string()),
            ..a_forecast()
        };
        assert_eq!(firm_share(&forecast), 0.4);
        assert_eq!(
            firm_share(&Forecast {
                source: None,
                ..forecast
            }),
            0.2
        );
        assert_eq!(lead(&Product::Balancing), Some(Duration::ZERO));
    }
}
