use crate::generated::{
    Ctx, Publisher, Refuse, RefuseError, RefuseIn, Refused, Tell, TellError, TellIn, Told,
};

/// Tells numbers.
pub struct App {
    publisher: Publisher,
}

impl App {
    #[expect(clippy::new_without_default, reason = "it begins to send")]
    pub fn new() -> Self {
        Self {
            publisher: Publisher::from_env(),
        }
    }
}

impl Tell for App {
    async fn tell(&self, _: &Ctx, input: TellIn) -> Result<(), TellError> {
        for number in input.from..=input.to {
            self.publisher.told(&Told { number }).await?;
        }
        Ok(())
    }
}

impl Refuse for App {
    async fn refuse(&self, _: &Ctx, input: RefuseIn) -> Result<(), RefuseError> {
        let event = Refused { text: input.text };
        Ok(self.publisher.refused(&event).await?)
    }
}
