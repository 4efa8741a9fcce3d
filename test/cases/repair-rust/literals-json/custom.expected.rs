//! What is read and written as JSON.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::generated::{CancelIn, Crossing, GetCrossingIn, GetShipIn, Ship};

/// A line of the timetable, which is no contract.
#[derive(Debug, Serialize, Deserialize)]
pub struct Line {
    pub id: i32,
    pub stops: i32,
}

/// Answers as the wire would.
pub fn answer(path: &str, body: Value) -> Result<Value, serde_json::Error> {
    match path {
        "/rpc/get-crossing" => {
            let input: GetCrossingIn = serde_json::from_value(body)?;
            serde_json::to_value(crossing(input.id))
        }
        "/rpc/get-ship" => {
            let input: GetShipIn = serde_json::from_value(body)?;
            serde_json::to_value(Ship {
                id: input.id,
                decks: 2,
            })
        }
        "/rpc/cancel" => {
            let input: CancelIn = serde_json::from_value(body)?;
            Ok(Value::String(input.reason))
        }
        _ => Ok(Value::Null),
    }
}

pub fn crossing(id: String) -> Crossing {
    Crossing {
        id,
        ship_id: 7,
        seats: 40,
        note: None,
    }
}
