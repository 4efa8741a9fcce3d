//! The harbour: crossings and the ships that make them.

use crate::generated::{
    CancelError, CancelIn, Crossing, GetCrossingIn, GetShipIn, NoSuchCrossing, NoSuchShip, Ship,
};

#[derive(Debug, Default)]
pub struct Harbour {
    crossings: Vec<Crossing>,
    ships: Vec<Ship>,
}

impl Harbour {
    pub fn with(crossings: Vec<Crossing>, ships: Vec<Ship>) -> Self {
        Self { crossings, ships }
    }

    pub fn find(&self, input: GetCrossingIn) -> Result<Crossing, NoSuchCrossing> {
        let found = self.crossings.iter().find(|it| it.id == input.id);
        found.cloned().ok_or(NoSuchCrossing { id: input.id })
    }

    pub fn ship(&self, input: GetShipIn) -> Result<Ship, NoSuchShip> {
        let found = self.ships.iter().find(|it| it.id == input.id);
        found.cloned().ok_or(NoSuchShip { id: input.id })
    }

    pub fn cancel(&mut self, input: CancelIn) -> Result<Crossing, CancelError> {
        if input.reason.is_empty() {
            return Err(CancelError::Internal("no reason".to_string()));
        }
        match self.crossings.iter().position(|it| it.id == input.id) {
            Some(at) => Ok(self.crossings.remove(at)),
            None => Err(NoSuchCrossing { id: input.id }.into()),
        }
    }

    pub fn ids(&self) -> Vec<String> {
        self.crossings.iter().map(|it| it.id.clone()).collect()
    }

    pub fn ship_ids(&self) -> Vec<i32> {
        self.ships.iter().map(|it| it.id).collect()
    }

    pub fn seats(&self, id: &str) -> Option<i32> {
        let found = self.crossings.iter().find(|it| it.id == id);
        found.map(|it| it.seats)
    }
}
