use crate::generated::deliveries::Listeners;
use crate::generated::teller::{Counted, Failed, Hoped, Refused, Slow};
use crate::generated::{
    Count, Ctx, DeadLetters, DeadLettersError, DeadLettersIn, Fail, Hope, Refuse, Replay,
    ReplayError, ReplayIn, Wait,
};
use std::io::Write;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

/// Writes down what it hears.
#[derive(Default)]
pub struct App {
    /// The listeners themselves, which `main` makes of the app.
    pub heard: OnceLock<Listeners>,
}

impl App {
    pub fn new() -> Self {
        Self::default()
    }

    fn record() -> PathBuf {
        std::env::var("RECORD").unwrap_or_default().into()
    }

    fn write(line: &str) -> anyhow::Result<()> {
        let mut file = std::fs::OpenOptions::new();
        let mut file = file.create(true).append(true).open(Self::record())?;
        Ok(file.write_all(format!("{line}\n").as_bytes())?)
    }
}

impl DeadLetters for App {
    async fn dead_letters(
        &self,
        _: &Ctx,
        _: DeadLettersIn,
    ) -> Result<Vec<String>, DeadLettersError> {
        let Some(heard) = self.heard.get() else {
            return Ok(Vec::new());
        };
        let letters = heard.dead_letters().await?;
        let told = letters.into_iter();
        let told = told.map(|one| format!("{} {} {}", one.listener, one.tries, one.error));
        Ok(told.collect())
    }
}

impl Replay for App {
    async fn replay(&self, _: &Ctx, _: ReplayIn) -> Result<i32, ReplayError> {
        let Some(heard) = self.heard.get() else {
            return Ok(0);
        };
        let mut mended = 0;
        for letter in heard.dead_letters().await? {
            // One that fails again stays a dead letter, and is counted as none that went through.
            mended += i32::from(heard.replay(&letter).await.unwrap_or(false));
        }
        Ok(mended)
    }
}

impl Count for App {
    async fn count(&self, _: &Ctx, event: Counted) -> anyhow::Result<()> {
        let hung = Self::record().with_extension("hung");
        let hangs = std::env::var("HANG").is_ok_and(|hang| hang == event.number.to_string());
        if hangs && !hung.exists() {
            std::fs::write(hung, "")?;
            tokio::time::sleep(Duration::from_secs(600)).await;
        }
        Self::write(&format!("count {}", event.number))
    }
}

impl Refuse for App {
    async fn refuse(&self, _: &Ctx, event: Refused) -> anyhow::Result<()> {
        Self::write(&format!("refuse {}", event.text))?;
        let mended = Self::record().with_extension("mended");
        anyhow::ensure!(mended.exists(), "not today");
        Ok(())
    }
}

impl Wait for App {
    async fn wait(&self, _: &Ctx, event: Slow) -> anyhow::Result<()> {
        Self::write(&format!("begin {}", event.number))?;
        let time = u64::try_from(event.milliseconds)?;
        tokio::time::sleep(Duration::from_millis(time)).await;
        Self::write(&format!("end {}", event.number))
    }
}

impl Fail for App {
    async fn fail(&self, _: &Ctx, event: Failed) -> anyhow::Result<()> {
        Self::write(&format!("fail {}", event.text))?;
        anyhow::bail!("never")
    }
}

impl Hope for App {
    async fn hope(&self, _: &Ctx, event: Hoped) -> anyhow::Result<()> {
        Self::write(&format!("hope {}", event.text))?;
        anyhow::bail!("not yet")
    }
}
