#![deny(unused_imports)]

pub mod alone {
    use crate::generated::Pot;

    pub fn id(pot: &Pot) -> i32 {
        pot.id
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use rust_decimal::Decimal;

        fn pot(grams: Decimal) -> Pot {
            Pot { id: 1, grams }
        }

        mod deeper {
            use super::*;

            const NONE: Decimal = Decimal::ZERO;

            #[test]
            fn has_an_id() {
                assert_eq!(id(&pot(NONE)), 1);
            }
        }
    }
}

pub mod both {
    use crate::generated::Pot;
    use rust_decimal::Decimal;

    pub fn first(pots: &[Pot]) -> Decimal {
        let found = pots.first();
        found.map_or(Decimal::ZERO, |pot| pot.grams)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn pot(grams: Decimal) -> Pot {
            Pot { id: 1, grams }
        }

        #[test]
        fn weighs() {
            assert_eq!(first(&[pot(Decimal::ZERO)]), first(&[]));
        }
    }
}

pub mod beside {
    use crate::generated::Pot;
    use rust_decimal::Decimal;

    pub mod inner {
        use super::*;

        pub fn grams(pot: &Pot) -> Decimal {
            pot.grams
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn weighs() {
            let pot = Pot {
                id: 1,
                grams: Decimal::ZERO,
            };
            assert_eq!(inner::grams(&pot), pot.grams);
        }
    }
}

pub mod later {
    use crate::generated::Pot;
    use rust_decimal::Decimal;

    fn twice(grams: Decimal) -> (Decimal, Decimal) {
        (grams, grams)
    }

    fn pair(pot: &Pot) -> (Decimal, Decimal) {
        twice(pot.grams)
    }

    pub fn heavier(pot: &Pot) -> Decimal {
        pair(pot).0.max(pair(pot).1)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn pot(grams: Decimal) -> Pot {
            Pot { id: 1, grams }
        }

        #[test]
        fn weighs() {
            assert_eq!(heavier(&pot(Decimal::ZERO)), pot(Decimal::ZERO).grams);
        }
    }
}
