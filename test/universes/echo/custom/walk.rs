//! Calls an echo service in any language: the wire is one.

use crate::generated::echo_rust::{
    Batch, ChangeIn, CountIn, EchoAllIn, EchoRustClient, Sample, SamplePatch,
};
use crate::generated::patches::Change;
use crate::generated::{
    Ctx, PassOn, PassOnError, PassOnIn, Total, TotalError, TotalIn, WithoutWeight,
    WithoutWeightError, WithoutWeightIn, pages,
};
use anyhow::Context;

#[derive(Debug, Default)]
pub struct App {}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

impl Total for App {
    async fn total(&self, ctx: &Ctx, input: TotalIn) -> Result<i64, TotalError> {
        let TotalIn { url, limit } = input;
        let client = &EchoRustClient::new(url);
        let mut sum = 0;
        let mut numbers =
            pages::walk(|cursor| async move { client.count(ctx, CountIn { limit, cursor }).await });
        while let Some(number) = numbers.next().await.context("no page")? {
            sum += number;
        }
        Ok(sum)
    }
}

impl WithoutWeight for App {
    async fn without_weight(
        &self,
        ctx: &Ctx,
        input: WithoutWeightIn,
    ) -> Result<Sample, WithoutWeightError> {
        let patch = SamplePatch {
            weight: Change::Clear,
            label: input.label,
            ..SamplePatch::default()
        };
        let value = input.value;
        let client = EchoRustClient::new(input.url);
        let changed = client.change(ctx, ChangeIn { value, patch }).await;
        Ok(changed.context("nothing was changed")?)
    }
}

impl PassOn for App {
    async fn pass_on(&self, ctx: &Ctx, input: PassOnIn) -> Result<Batch, PassOnError> {
        let PassOnIn { url, batch } = input;
        let passed = EchoRustClient::new(url)
            .echo_all(ctx, EchoAllIn { batch })
            .await;
        Ok(passed.context("nothing came back")?)
    }
}
