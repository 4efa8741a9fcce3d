pub mod tiny {
    use crate::generated::Pot;

    /// A number of our own.
    pub struct Decimal(pub u8);

    pub fn id(pot: &Pot) -> i32 {
        pot.id
    }
}

pub mod needs {
    use crate::generated::Pot;
    use rust_decimal::Decimal;

    pub fn grams(pot: &Pot) -> Decimal {
        pot.grams
    }
}

pub mod own {
    use crate::generated::Pot;

    /// What a scale shows.
    #[derive(Debug, Clone, Copy, PartialEq)]
    pub struct Decimal(pub rust_decimal::Decimal);

    pub fn shown(pot: &Pot) -> Decimal {
        Decimal(pot.grams)
    }

    pub fn first(pots: &[Pot]) -> rust_decimal::Decimal {
        pots.first()
            .map_or(rust_decimal::Decimal::ZERO, |pot| pot.grams)
    }

    pub mod below {
        use super::*;

        pub fn last(pots: &[Pot]) -> rust_decimal::Decimal {
            pots.last()
                .map_or(rust_decimal::Decimal::ZERO, |pot| pot.grams)
        }
    }
}

pub mod brought {
    use super::own::*;
    use crate::generated::Pot;

    pub fn seen(pot: &Pot) -> Decimal {
        shown(pot)
    }

    pub fn first(pots: &[Pot]) -> rust_decimal::Decimal {
        pots.first()
            .map_or(rust_decimal::Decimal::ZERO, |pot| pot.grams)
    }
}

pub mod called {
    use super::tiny::Decimal as Small;
    use super::{own::Decimal, tiny};
    use crate::generated::Pot;

    pub fn both(pot: &Pot) -> (rust_decimal::Decimal, Small, Decimal) {
        (pot.grams, tiny::Decimal(1), super::own::shown(pot))
    }
}

pub mod handed {
    pub mod prelude {
        pub use rust_decimal::Decimal;
    }
    use crate::generated::Pot;
    use prelude::*;

    pub fn none() -> Decimal {
        Decimal::ZERO
    }

    pub fn grams(pot: &Pot) -> Decimal {
        pot.grams
    }
}

pub mod gated {
    use crate::generated::Pot;
    #[cfg(test)]
    use rust_decimal::Decimal;

    pub fn grams(pot: &Pot) -> rust_decimal::Decimal {
        pot.grams
    }

    #[test]
    fn none() {
        let pot = Pot {
            id: 1,
            grams: Decimal::ZERO,
        };
        assert_eq!(Decimal::ZERO.to_string(), grams(&pot).to_string());
    }
}

pub mod within {
    use crate::generated::Pot;
    use rust_decimal::Decimal;

    pub fn grams(pot: &Pot) -> Decimal {
        use super::tiny::Decimal;
        let one = Decimal(1);
        let grams: rust_decimal::Decimal = pot.grams;
        drop(one);
        grams
    }

    pub fn any<Decimal: Default>(pot: &Pot) -> (rust_decimal::Decimal, Decimal) {
        (pot.grams, Decimal::default())
    }
}
