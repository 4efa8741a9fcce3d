//! What the intent says, stamped; `ids` stands in for the crate that brings the type.

pub mod ids {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub struct Uuid(u128);

    impl Uuid {
        pub const fn from_u128(value: u128) -> Self {
            Self(value)
        }
    }

    impl std::fmt::Display for Uuid {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(formatter, "{:032x}", self.0)
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub id: i32,
    pub user_id: i32,
}

pub struct MarkPaidIn {
    pub id: i32,
}
