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

    pub fn grams(pot: &Pot) -> i32 {
        pot.grams
    }
}

pub mod own {
    use crate::generated::Pot;

    /// What a scale shows.
    #[derive(Debug, Clone, Copy, PartialEq)]
    pub struct Decimal(pub i32);

    pub fn shown(pot: &Pot) -> Decimal {
        Decimal(pot.grams)
    }

    pub fn first(pots: &[Pot]) -> i32 {
        pots.first().map_or(0, |pot| pot.grams)
    }

    pub mod below {
        use super::*;

        pub fn last(pots: &[Pot]) -> i32 {
            pots.last().map_or(0, |pot| pot.grams)
        }
    }
}

pub mod brought {
    use super::own::*;
    use crate::generated::Pot;

    pub fn seen(pot: &Pot) -> Decimal {
        shown(pot)
    }

    pub fn first(pots: &[Pot]) -> i32 {
        pots.first().map_or(0, |pot| pot.grams)
    }
}

pub mod called {
    use super::tiny::Decimal as Small;
    use super::{own::Decimal, tiny};
    use crate::generated::Pot;

    pub fn both(pot: &Pot) -> (i32, Small, Decimal) {
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

    pub fn grams(pot: &Pot) -> i32 {
        pot.grams
    }
}

pub mod gated {
    use crate::generated::Pot;
    #[cfg(test)]
    use rust_decimal::Decimal;

    pub fn grams(pot: &Pot) -> i32 {
        pot.grams
    }

    #[test]
    fn none() {
        let pot = Pot { id: 1, grams: 0 };
        assert_eq!(Decimal::ZERO.to_string(), grams(&pot).to_string());
    }
}

pub mod within {
    use crate::generated::Pot;

    pub fn grams(pot: &Pot) -> i32 {
        use super::tiny::Decimal;
        let one = Decimal(1);
        let grams: i32 = pot.grams;
        drop(one);
        grams
    }

    pub fn any<Decimal: Default>(pot: &Pot) -> (i32, Decimal) {
        (pot.grams, Decimal::default())
    }
}
