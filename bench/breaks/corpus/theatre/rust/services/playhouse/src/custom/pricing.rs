//! What a seat costs, and for whom it costs less.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::generated::box_office::{Customer, Standing};
use crate::generated::programme::{Genre, Performance, ShowState};
use crate::generated::{Cents, PriceBand, Seat, Subscription};

/// Bands by the letter that is printed on tickets.
const LETTERS: [(&str, char); 4] = [
    ("stalls", 'S'),
    ("circle", 'C'),
    ("gallery", 'G'),
    ("loge", 'L'),
];

/// The plain price of a band.
pub fn band_price(band: &PriceBand) -> Cents {
    match band {
        PriceBand::Stalls => 6_400,
        PriceBand::Circle => 4_800,
        PriceBand::Gallery | PriceBand::Unknown(_) => 1_900,
        PriceBand::Loge => 9_500,
    }
}

pub fn letter(band: &PriceBand) -> char {
    let known = LETTERS.iter().find(|(name, _)| *name == band.as_str());
    known.map_or('?', |(_, letter)| *letter)
}

/// How many in a hundred a customer need not pay.
fn rebate(standing: &Standing) -> i64 {
    match standing {
        Standing::Regular | Standing::Unknown(_) => 0,
        Standing::Friend => 5,
        Standing::Patron => 12,
    }
}

/// What a subscription of a genre takes off.
pub fn subscriber_discount(genre: &Genre) -> Decimal {
    let hundredths = match genre {
        Genre::Drama => 20,
        Genre::Opera | Genre::Ballet => 15,
        Genre::Concert => 10,
        Genre::Unknown(_) => 0,
    };
    Decimal::new(hundredths, 2)
}

/// A part of an amount, to the cent.
fn part(cents: Cents, of: Decimal) -> Cents {
    (Decimal::from(cents) * of)
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
        .to_i64()
        .unwrap_or(cents)
}

/// A price in the making.
#[derive(Debug, Clone)]
pub struct Quote<'a> {
    seat: &'a Seat,
    demand: f64,
    rebate: i64,
    discount: Option<Decimal>,
}

impl<'a> Quote<'a> {
    pub fn of(seat: &'a Seat) -> Self {
        Self {
            seat,
            demand: 1.0,
            rebate: 0,
            discount: None,
        }
    }

    pub fn on(mut self, performance: &Performance) -> Self {
        self.demand = performance.demand;
        self
    }

    pub fn to(mut self, customer: &Customer) -> Self {
        self.rebate = rebate(&customer.standing);
        self
    }

    pub fn with(mut self, subscription: Option<&Subscription>) -> Self {
        self.discount = subscription.map(|one| one.discount);
        self
    }

    /// The price: the band's, by demand, a fifth less behind a pillar, then the better rebate.
    pub fn cents(&self) -> Cents {
        let mut price = (band_price(&self.seat.band) as f64 * self.demand).round() as Cents;
        if self.seat.restricted_view {
            price -= price / 5;
        }
        let standing = Decimal::new(self.rebate, 2);
        let off = self
            .discount
            .map_or(standing, |discount| discount.max(standing));
        price - part(price, off)
    }
}

/// Whether tickets of an evening can be bought.
pub fn is_on_sale(performance: &Performance) -> bool {
    performance.state == ShowState::OnSale && performance.demand > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::box_office::builders::a_customer;
    use crate::generated::builders::{a_seat, a_subscription};
    use crate::generated::programme::builders::a_performance;

    fn seat(band: PriceBand) -> Seat {
        Seat { band, ..a_seat() }
    }

    fn customer(standing: Standing) -> Customer {
        Customer {
            standing,
            ..a_customer()
        }
    }

    fn evening(demand: f64) -> Performance {
        Performance {
            demand,
            ..a_performance()
        }
    }

    #[test]
    fn demand_and_pillars_move_a_price() {
        let stalls = seat(PriceBand::Stalls);
        assert_eq!(Quote::of(&stalls).cents(), 6_400);
        assert_eq!(Quote::of(&stalls).on(&evening(1.25)).cents(), 8_000);
        let pillar = Seat {
            restricted_view: true,
            ..seat(PriceBand::Gallery)
        };
        assert_eq!(Quote::of(&pillar).cents(), 1_520);
        assert_eq!(Quote::of(&pillar).on(&evening(0.75)).cents(), 1_140);
    }

    #[test]
    fn the_better_rebate_counts() {
        let circle = seat(PriceBand::Circle);
        let patron = customer(Standing::Patron);
        assert_eq!(Quote::of(&circle).to(&patron).cents(), 4_224);
        let subscription = Subscription {
            discount: subscriber_discount(&Genre::Drama),
            ..a_subscription()
        };
        let quote = Quote::of(&circle).to(&patron).with(Some(&subscription));
        assert_eq!(quote.cents(), 3_840);
        let regular = customer(Standing::Regular);
        assert_eq!(Quote::of(&circle).to(&regular).cents(), 4_800);
    }

    #[test]
    fn bands_have_letters() {
        assert_eq!(letter(&PriceBand::Gallery), 'G');
        assert_eq!(letter(&PriceBand::from("terrace".to_string())), '?');
    }
}
