use rust_decimal::Decimal;

/// What is told of a pot.
// Told once.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub grams: Decimal,
}

pub fn told(pot: &crate::generated::Pot) -> Told {
    Told { grams: pot.grams }
}

pub mod gated {
    use crate::generated::Pot;
    use rust_decimal::Decimal;
    #[cfg(test)]
    use std::collections::BTreeSet;

    pub fn or_zero(pot: Option<&Pot>) -> Decimal {
        pot.map_or(Decimal::ZERO, |pot| pot.grams)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn sets() {
            let set: BTreeSet<i32> = BTreeSet::new();
            assert_eq!(set.len(), 0);
        }
    }
}

pub mod inner {
    //! Speaks of itself.
    #![allow(clippy::needless_return)]

    use rust_decimal::Decimal;

    // Weighs.
    pub fn grams(pot: &crate::generated::Pot) -> Decimal {
        return pot.grams;
    }
}

pub mod commented {
    use crate::generated::Pot; // The only one.
    use rust_decimal::Decimal;

    pub fn grams(pot: &Pot) -> Decimal {
        pot.grams
    }
}

pub mod lone {
    // What this module is for.

    use rust_decimal::Decimal;

    /// Weighs.
    #[must_use]
    pub fn grams(pot: &crate::generated::Pot) -> Decimal {
        pot.grams
    }
}
