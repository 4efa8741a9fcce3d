//! Pots, and what they weigh.
#![allow(dead_code)]
#![warn(
    missing_debug_implementations,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub
)]

use rust_decimal::Decimal;

/// What people wrote.
pub mod custom;
pub mod generated;

fn told(pot: &generated::Pot) -> Decimal {
    pot.grams
}
