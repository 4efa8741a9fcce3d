//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct Crossing {
    pub id: i32,
    pub ship_id: i32,
    pub seats: i32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Ship {
    pub id: i32,
    pub decks: i32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct NoSuchCrossing {
    pub id: i32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct NoSuchShip {
    pub id: i32,
}

#[derive(Debug, Clone)]
pub struct GetCrossingIn {
    pub id: i32,
}

#[derive(Debug, Clone)]
pub struct GetShipIn {
    pub id: i32,
}

#[derive(Debug, Clone)]
pub struct CancelIn {
    pub id: i32,
    pub reason: String,
}

#[derive(Debug)]
pub enum CancelError {
    NoSuchCrossing(NoSuchCrossing),
    Internal(String),
}

impl From<NoSuchCrossing> for CancelError {
    fn from(error: NoSuchCrossing) -> Self {
        Self::NoSuchCrossing(error)
    }
}

pub mod builders {
    pub fn a_crossing() -> super::Crossing {
        super::Crossing {
            id: 1,
            ship_id: 1,
            seats: 1,
        }
    }

    pub fn a_ship() -> super::Ship {
        super::Ship { id: 1, decks: 1 }
    }
}
