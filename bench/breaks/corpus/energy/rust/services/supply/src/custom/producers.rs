//! Those who feed in: roofs, mills, and what they are paid.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::generated::{Producer, RegisterProducerIn, Source, TooSmall};

/// What is smaller than this is no power station, in kilowatts.
const SMALLEST_KW: f64 = 0.6;

/// Up to which size a rate holds (kilowatts), and the rate in hundredths of a cent.
type Step = (f64, i64);

const SOLAR: &[Step] = &[(10.0, 811), (40.0, 703), (f64::INFINITY, 574)];
const WIND: &[Step] = &[(f64::INFINITY, 735)];
const BIOGAS: &[Step] = &[(150.0, 1267), (f64::INFINITY, 1086)];
const HYDRO: &[Step] = &[(500.0, 1215), (f64::INFINITY, 801)];

/// Sources by the letter that a plant's number begins with.
const LETTERS: [(&str, Source); 4] = [
    ("S", Source::Solar),
    ("W", Source::Wind),
    ("B", Source::Biogas),
    ("H", Source::Hydro),
];

#[derive(Debug, Default)]
pub struct ProducerRegister {
    all: BTreeMap<Uuid, Producer>,
    by_meter: HashMap<i32, Uuid>,
    last: u128,
}

impl ProducerRegister {
    /// Enters a producer; a meter has one, and the later takes the place of the earlier.
    pub fn enter(&mut self, input: RegisterProducerIn) -> Result<Producer, TooSmall> {
        let RegisterProducerIn {
            name,
            meter_id,
            source,
            capacity_kw,
        } = input;
        if capacity_kw < SMALLEST_KW {
            return Err(TooSmall { capacity_kw });
        }
        self.last += 1;
        let id = Uuid::from_u128(self.last);
        let producer = Producer {
            id,
            name,
            meter_id,
            rate: rate(&source, capacity_kw),
            source,
            capacity_kw,
        };
        if let Some(earlier) = self.by_meter.insert(meter_id, id) {
            self.all.remove(&earlier);
        }
        self.all.insert(id, producer.clone());
        Ok(producer)
    }

    pub fn of_meter(&self, meter_id: i32) -> Option<&Producer> {
        self.all.get(self.by_meter.get(&meter_id)?)
    }

    /// Kilowatts by source, those that have any.
    pub fn capacity(&self) -> BTreeMap<&str, f64> {
        let mut sums = BTreeMap::new();
        for producer in self.all.values() {
            *sums.entry(producer.source.as_str()).or_insert(0.0) += producer.capacity_kw;
        }
        sums
    }

    /// Producers by size, the largest first; the name decides between equals.
    pub fn largest(&self, count: usize) -> Vec<&Producer> {
        let mut all: Vec<&Producer> = self.all.values().collect();
        all.sort_by(|a, b| {
            b.capacity_kw
                .total_cmp(&a.capacity_kw)
                .then_with(|| a.name.cmp(&b.name))
        });
        all.truncate(count);
        all
    }
}

/// What a kilowatt hour brings, by source and size.
pub fn rate(source: &Source, capacity_kw: f64) -> Decimal {
    let steps = match source {
        Source::Solar => SOLAR,
        Source::Wind => WIND,
        Source::Biogas => BIOGAS,
        Source::Hydro => HYDRO,
        Source::Unknown(_) => &[],
    };
    steps
        .iter()
        .find(|(limit, _)| capacity_kw <= *limit)
        .map_or(Decimal::ZERO, |(_, rate)| Decimal::new(*rate, 4))
}

/// What a producer is paid for what was fed in.
pub fn credit(producer: &Producer, kwh: i64) -> Decimal {
    (producer.rate * Decimal::from(kwh)).round_dp(2)
}

/// `S-000007-9.8`: the letter of the source, the meter, the size.
pub fn plant_number(producer: &Producer) -> String {
    let letter = LETTERS
        .iter()
        .find(|(_, source)| *source == producer.source)
        .map_or("X", |(letter, _)| letter);
    format!(
        "{letter}-{:06}-{:.1}",
        producer.meter_id, producer.capacity_kw
    )
}

/// The source that a plant's number tells.
pub fn source_of(plant_number: &str) -> Option<Source> {
    let (first, _) = plant_number.split_once('-')?;
    LETTERS
        .into_iter()
        .find_map(|(letter, source)| (letter == first).then_some(source))
}

/// Whether a plant gives when it is told to.
pub fn is_steerable(source: &Source) -> bool {
    matches!(source, Source::Biogas | Source::Hydro)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roof(name: &str, meter_id: i32, capacity_kw: f64) -> RegisterProducerIn {
        RegisterProducerIn {
            name: name.to_string(),
            meter_id,
            source: Source::Solar,
            capacity_kw,
        }
    }

    #[test]
    fn large_roofs_are_paid_less() {
        assert_eq!(rate(&Source::Solar, 9.8), Decimal::new(811, 4));
        assert_eq!(rate(&Source::Solar, 99.0), Decimal::new(574, 4));
        assert_eq!(rate(&Source::from("tidal".to_string()), 5.0), Decimal::ZERO);
    }

    #[test]
    fn a_meter_has_one_producer() {
        let mut register = ProducerRegister::default();
        assert_eq!(
            register
                .enter(roof("Ada", 7, 0.3))
                .map_err(|small| small.capacity_kw),
            Err(0.3)
        );
        register.enter(roof("Ada", 7, 4.0)).expect("large enough");
        let second = register.enter(roof("Bob", 8, 9.8)).expect("large enough");
        assert_eq!(register.of_meter(8), Some(&second));
        assert_eq!(register.largest(1), [&second]);
        assert_eq!(register.capacity().get("solar"), Some(&13.8));
        assert_eq!(credit(&second, 1000), Decimal::new(8110, 2));
    }

    #[test]
    fn a_plant_number_tells_the_source() {
        let mut register = ProducerRegister::default();
        let producer = register.enter(roof("Ada", 7, 9.8)).expect("large enough");
        let number = plant_number(&producer);
        assert_eq!(number, "S-000007-9.8");
        assert_eq!(source_of(&number), Some(Source::Solar));
        assert_eq!(source_of("Q-000007-9.8"), None);
        assert!(!is_steerable(&producer.source));
    }
}
