//! What the intent says, stamped.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Crossing {
    pub id: String,
    pub ship_id: i32,
    #[serde(default)]
    pub seats: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ship {
    pub id: i32,
    pub decks: i32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoSuchCrossing {
    pub id: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoSuchShip {
    pub id: i32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetCrossingIn {
    pub id: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetShipIn {
    pub id: i32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelIn {
    pub id: String,
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
            id: "id".to_string(),
            ship_id: 1,
            seats: 1,
            note: None,
        }
    }

    pub fn a_ship() -> super::Ship {
        super::Ship { id: 1, decks: 1 }
    }
}
