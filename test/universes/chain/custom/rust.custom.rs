//! Passes on to Python.

use std::time::Duration;

use anyhow::Context;

use crate::generated::chain_python::{self, ChainPythonClient};
use crate::generated::{
    Ctx, Fail, FailError, FailIn, Note, Pass, PassError, PassIn, Passed, Publisher, Wait,
    WaitError, WaitIn,
};

pub struct App {
    next: ChainPythonClient,
    events: Publisher,
}

impl App {
    pub fn new(next: ChainPythonClient, events: Publisher) -> Self {
        Self { next, events }
    }
}

impl Pass for App {
    async fn pass(&self, ctx: &Ctx, PassIn { hops }: PassIn) -> Result<Vec<String>, PassError> {
        self.events.passed(&Passed { hops }).await?;
        let mut names = vec!["rust".to_string()];
        if hops > 0 {
            let input = chain_python::PassIn { hops: hops - 1 };
            let rest = self.next.pass(ctx, input).await;
            names.extend(rest.map_err(|error| anyhow::anyhow!("{error}"))?);
        }
        Ok(names)
    }
}

impl Fail for App {
    async fn fail(&self, _: &Ctx, _: FailIn) -> Result<(), FailError> {
        let full: anyhow::Result<()> = Err(anyhow::anyhow!("the disk is full"));
        Ok(full.context("this cannot work")?)
    }
}

impl Wait for App {
    async fn wait(&self, _: &Ctx, WaitIn { ms }: WaitIn) -> Result<String, WaitError> {
        tokio::time::sleep(Duration::from_millis(ms.into())).await;
        Ok("done".to_string())
    }
}

impl Note for App {
    async fn note(&self, _: &Ctx, _: chain_python::Passed) -> anyhow::Result<()> {
        Ok(())
    }
}
