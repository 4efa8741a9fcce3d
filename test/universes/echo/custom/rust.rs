//! Gives back what it was given.

use crate::generated::{
    Ctx, Echo, EchoError, EchoIn, Everything, Refuse, RefuseError, RefuseIn, Refused,
};

#[derive(Debug, Default)]
pub struct App {}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

impl Echo for App {
    async fn echo(&self, _: &Ctx, input: EchoIn) -> Result<Everything, EchoError> {
        Ok(input.value)
    }
}

impl Refuse for App {
    async fn refuse(&self, _: &Ctx, input: RefuseIn) -> Result<Everything, RefuseError> {
        Err(Refused { value: input.value }.into())
    }
}
