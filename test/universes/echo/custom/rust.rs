//! Gives back what it was given.

use crate::generated::pages::Page;
use crate::generated::{
    Batch, Change, ChangeError, ChangeIn, Count, CountError, CountIn, Ctx, Echo, EchoAll,
    EchoAllError, EchoAllIn, EchoError, EchoIn, EchoPage, EchoPageError, EchoPageIn, EchoPatch,
    EchoPatchError, EchoPatchIn, EchoPatchOfAll, EchoPatchOfAllError, EchoPatchOfAllIn, Everything,
    EverythingPatch, Refuse, RefuseError, RefuseIn, Refused, Sample, SamplePatch,
};
use anyhow::Context;

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

impl EchoAll for App {
    async fn echo_all(&self, _: &Ctx, input: EchoAllIn) -> Result<Batch, EchoAllError> {
        Ok(input.batch)
    }
}

impl EchoPatch for App {
    async fn echo_patch(&self, _: &Ctx, input: EchoPatchIn) -> Result<SamplePatch, EchoPatchError> {
        Ok(input.value)
    }
}

impl EchoPatchOfAll for App {
    async fn echo_patch_of_all(
        &self,
        _: &Ctx,
        input: EchoPatchOfAllIn,
    ) -> Result<EverythingPatch, EchoPatchOfAllError> {
        Ok(input.value)
    }
}

impl Change for App {
    async fn change(&self, _: &Ctx, input: ChangeIn) -> Result<Sample, ChangeError> {
        Ok(input.patch.apply(input.value))
    }
}

impl EchoPage for App {
    async fn echo_page(&self, _: &Ctx, input: EchoPageIn) -> Result<Page<Sample>, EchoPageError> {
        Ok(input.value)
    }
}

impl Count for App {
    async fn count(&self, _: &Ctx, input: CountIn) -> Result<Page<i64>, CountError> {
        let cursor = input.cursor.as_deref().unwrap_or("0");
        let from: u32 = cursor.parse().context("this is no cursor")?;
        let to = input.limit.min(from + 3);
        Ok(Page {
            items: (from..to).map(i64::from).collect(),
            next: (to < input.limit).then(|| to.to_string()),
        })
    }
}

impl Refuse for App {
    async fn refuse(&self, _: &Ctx, input: RefuseIn) -> Result<Everything, RefuseError> {
        Err(Refused { value: input.value }.into())
    }
}
