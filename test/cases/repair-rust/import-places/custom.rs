/// What is told of a pot.
// Told once.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub grams: i32,
}

pub fn told(pot: &crate::generated::Pot) -> Told {
    Told { grams: pot.grams }
}

pub mod gated {
    use crate::generated::Pot;
    #[cfg(test)]
    use std::collections::BTreeSet;

    pub fn or_zero(pot: Option<&Pot>) -> i32 {
        pot.map_or(0, |pot| pot.grams)
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

    // Weighs.
    pub fn grams(pot: &crate::generated::Pot) -> i32 {
        return pot.grams;
    }
}

pub mod commented {
    use crate::generated::Pot; // The only one.

    pub fn grams(pot: &Pot) -> i32 {
        pot.grams
    }
}

pub mod lone {
    // What this module is for.

    /// Weighs.
    #[must_use]
    pub fn grams(pot: &crate::generated::Pot) -> i32 {
        pot.grams
    }
}
