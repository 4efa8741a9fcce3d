//! Says hello.

use crate::generated::{Ctx, Greet, GreetError, GreetIn};

#[derive(Debug, Default)]
pub struct App {}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

impl Greet for App {
    async fn greet(&self, _: &Ctx, input: GreetIn) -> Result<String, GreetError> {
        Ok(format!("Hello, {}!", input.name))
    }
}
