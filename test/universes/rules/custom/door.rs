use crate::generated::queue_python::Called;
use crate::generated::{
    ByDay, ByDayIn, ByName, ByNameError, ByNameIn, Ctx, Knock, KnockError, KnockIn, Locked, OpenUp,
    Spelt, SpeltError, SpeltIn,
};
use std::sync::atomic::{AtomicU32, Ordering};

/// A door that knows how often it was opened.
#[derive(Debug, Default)]
pub struct App {
    opened: AtomicU32,
}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

impl Knock for App {
    async fn knock(&self, _: &Ctx, input: KnockIn) -> Result<String, KnockError> {
        let opened = self.opened.load(Ordering::Relaxed);
        Ok(format!("{} after {opened}", input.who))
    }
}

impl OpenUp for App {
    async fn open_up(&self, _: &Ctx, _: Called) -> anyhow::Result<()> {
        self.opened.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

impl ByName for App {
    async fn by_name(&self, _: &Ctx, input: ByNameIn) -> Result<(), ByNameError> {
        if input.who.is_empty() {
            return Err(Locked {}.into());
        }
        Ok(())
    }
}

impl Spelt for App {
    async fn spelt(&self, _: &Ctx, input: SpeltIn) -> Result<Option<String>, SpeltError> {
        Ok(Some(input.said.to_uppercase()))
    }
}

impl ByDay for App {
    async fn by_day(&self, _: &Ctx, input: ByDayIn) -> anyhow::Result<bool> {
        Ok(input.place > 0)
    }
}
