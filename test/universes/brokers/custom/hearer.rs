use crate::generated::{
    Ctx, HearPython, HearRust, HearTypescript, Refuse, teller_python, teller_rust,
    teller_typescript,
};
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

/// Writes down the numbers that it hears.
#[derive(Default)]
pub struct App;

impl App {
    pub fn new() -> Self {
        Self
    }

    fn record() -> PathBuf {
        std::env::var("RECORD").unwrap_or_default().into()
    }

    fn append(line: &str) -> anyhow::Result<()> {
        let mut file = std::fs::OpenOptions::new();
        let mut file = file.create(true).append(true).open(Self::record())?;
        Ok(file.write_all(format!("{line}\n").as_bytes())?)
    }

    async fn write(teller: &str, number: i32) -> anyhow::Result<()> {
        // Once, it stops in the middle of its work, so that it can be killed there.
        let hung = Self::record().with_extension("hung");
        let line = format!("{teller} {number}");
        if std::env::var("HANG").is_ok_and(|hang| hang == line) && !hung.exists() {
            std::fs::write(hung, "")?;
            tokio::time::sleep(Duration::from_secs(600)).await;
        }
        Self::append(&line)
    }
}

impl HearPython for App {
    async fn hear_python(&self, _: &Ctx, event: teller_python::Told) -> anyhow::Result<()> {
        Self::write("python", event.number).await
    }
}

impl HearRust for App {
    async fn hear_rust(&self, _: &Ctx, event: teller_rust::Told) -> anyhow::Result<()> {
        Self::write("rust", event.number).await
    }
}

impl HearTypescript for App {
    async fn hear_typescript(&self, _: &Ctx, event: teller_typescript::Told) -> anyhow::Result<()> {
        Self::write("typescript", event.number).await
    }
}

impl Refuse for App {
    async fn refuse(&self, _: &Ctx, event: teller_typescript::Refused) -> anyhow::Result<()> {
        Self::append(&format!("refuse {}", event.text))?;
        anyhow::bail!("not today")
    }
}
