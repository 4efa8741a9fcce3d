#![deny(unused_imports)]

pub mod alone {
    use crate::generated::Pot;

    pub fn id(pot: &Pot) -> i32 {
        pot.id
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn pot(grams: i32) -> Pot {
            Pot { id: 1, grams }
        }

        mod deeper {
            use super::*;

            const NONE: i32 = 0;

            #[test]
            fn has_an_id() {
                assert_eq!(id(&pot(NONE)), 1);
            }
        }
    }
}

pub mod both {
    use crate::generated::Pot;

    pub fn first(pots: &[Pot]) -> i32 {
        let found = pots.first();
        found.map_or(0, |pot| pot.grams)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn pot(grams: i32) -> Pot {
            Pot { id: 1, grams }
        }

        #[test]
        fn weighs() {
            assert_eq!(first(&[pot(0)]), first(&[]));
        }
    }
}

pub mod beside {
    use crate::generated::Pot;

    pub mod inner {
        use super::*;

        pub fn grams(pot: &Pot) -> i32 {
            pot.grams
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn weighs() {
            let pot = Pot { id: 1, grams: 0 };
            assert_eq!(inner::grams(&pot), pot.grams);
        }
    }
}

pub mod later {
    use crate::generated::Pot;

    fn twice(grams: i32) -> (i32, i32) {
        (grams, grams)
    }

    fn pair(pot: &Pot) -> (i32, i32) {
        twice(pot.grams)
    }

    pub fn heavier(pot: &Pot) -> i32 {
        pair(pot).0.max(pair(pot).1)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn pot(grams: i32) -> Pot {
            Pot { id: 1, grams }
        }

        #[test]
        fn weighs() {
            assert_eq!(heavier(&pot(0)), pot(0).grams);
        }
    }
}
