use crate::generated::depot_python::{self, DepotPythonClient};
use crate::generated::wire_files::File;
use crate::generated::{
    Ctx, Echo, EchoError, EchoIn, Frame, FrameError, FrameIn, Guarded, GuardedError, GuardedIn,
    Hang, HangError, HangIn, Keep, KeepError, KeepIn, Make, MakeError, MakeIn, Pin, PinError,
    PinIn, Receipt, Relay, RelayError, RelayIn, RelayKeep, RelayKeepError, RelayKeepIn, RelayMake,
    RelayMakeError, RelayMakeIn, RelaySlow, RelaySlowError, RelaySlowIn, RelayStore,
    RelayStoreError, RelayStoreIn, Slow, SlowError, SlowIn, Store, StoreError, StoreIn, TooDull,
};
use std::sync::atomic::{AtomicU32, Ordering};

/// A depot that keeps nothing.
#[derive(Debug, Default)]
pub struct App {
    /// How often `keep` was called.
    kept: AtomicU32,
}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

/// FNV-1a of 32 bits.
fn digest_of(content: &[u8]) -> String {
    let mix = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    content.iter().fold(0x811c_9dc5, mix).to_string()
}

fn size_of(file: &File) -> u32 {
    u32::try_from(file.content.len()).unwrap_or(u32::MAX)
}

fn receipt_of(content: File, copy: Option<File>, note: String) -> Receipt {
    Receipt {
        size: size_of(&content),
        digest: digest_of(&content.content),
        name: content.name,
        media_type: content.media_type,
        note,
        copy_size: copy.as_ref().map(size_of),
        copy_name: copy.and_then(|copy| copy.name),
    }
}

fn receipt_from(told: depot_python::Receipt) -> Receipt {
    Receipt {
        name: told.name,
        media_type: told.media_type,
        size: told.size,
        digest: told.digest,
        note: told.note,
        copy_size: told.copy_size,
        copy_name: told.copy_name,
    }
}

impl Store for App {
    async fn store(&self, _: &Ctx, input: StoreIn) -> Result<Receipt, StoreError> {
        match input.content.name.as_deref() {
            Some("dull.txt") => Err(TooDull {
                name: "dull.txt".to_string(),
            }
            .into()),
            _ => Ok(receipt_of(input.content, input.copy, input.note)),
        }
    }
}

impl Echo for App {
    async fn echo(&self, _: &Ctx, input: EchoIn) -> Result<File, EchoError> {
        Ok(input.content)
    }
}

impl Make for App {
    async fn make(&self, _: &Ctx, input: MakeIn) -> Result<File, MakeError> {
        if input.size == 13 {
            let name = "thirteen".to_string();
            return Err(TooDull { name }.into());
        }
        Ok(File {
            content: vec![b'x'; input.size as usize].into(),
            media_type: input.media_type,
            name: Some(format!("{}.png", input.size)),
        })
    }
}

impl Guarded for App {
    async fn guarded(&self, _: &Ctx, _: GuardedIn) -> Result<(), GuardedError> {
        Ok(())
    }
}

impl Hang for App {
    async fn hang(&self, _: &Ctx, input: HangIn) -> Result<Receipt, HangError> {
        if input.content.name.as_deref() == Some("dull.txt") {
            let name = "dull.txt".to_string();
            return Err(TooDull { name }.into());
        }
        let note = format!("{} {} {}", input.room, input.place, input.note);
        Ok(receipt_of(input.content, input.copy, note))
    }
}

impl Pin for App {
    async fn pin(&self, _: &Ctx, input: PinIn) -> Result<Receipt, PinError> {
        let content = input.content.unwrap_or_else(|| File {
            media_type: "application/x-nothing".to_string(),
            ..File::default()
        });
        let note = input.note.as_deref().unwrap_or("none");
        let note = format!("{} {note}", input.place);
        Ok(receipt_of(content, None, note))
    }
}

impl Frame for App {
    async fn frame(&self, _: &Ctx, input: FrameIn) -> Result<Receipt, FrameError> {
        Ok(receipt_of(input.picture, None, String::new()))
    }
}

impl Keep for App {
    async fn keep(&self, _: &Ctx, input: KeepIn) -> Result<Receipt, KeepError> {
        let kept = self.kept.fetch_add(1, Ordering::Relaxed) + 1;
        let note = format!("{} {kept}", input.note);
        Ok(receipt_of(input.content, input.copy, note))
    }
}

impl Slow for App {
    async fn slow(&self, _: &Ctx, input: SlowIn) -> Result<Receipt, SlowError> {
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        Ok(receipt_of(input.content, None, String::new()))
    }
}

impl Relay for App {
    async fn relay(&self, ctx: &Ctx, input: RelayIn) -> Result<File, RelayError> {
        let content = input.content;
        let client = DepotPythonClient::new(input.url);
        let echoed = client.echo(ctx, depot_python::EchoIn { content }).await;
        Ok(echoed.map_err(anyhow::Error::from)?)
    }
}

impl RelayStore for App {
    async fn relay_store(
        &self,
        ctx: &Ctx,
        input: RelayStoreIn,
    ) -> Result<Receipt, RelayStoreError> {
        let given = depot_python::StoreIn {
            content: input.content,
            copy: input.copy,
            note: input.note,
        };
        let client = DepotPythonClient::new(input.url);
        let told = match client.store(ctx, given).await {
            Ok(told) => told,
            Err(depot_python::StoreError::TooDull(error)) => {
                return Err(TooDull { name: error.name }.into());
            }
            Err(depot_python::StoreError::Internal(error)) => return Err(error.into()),
        };
        Ok(receipt_from(told))
    }
}

impl RelayMake for App {
    async fn relay_make(&self, ctx: &Ctx, input: RelayMakeIn) -> Result<File, RelayMakeError> {
        let given = depot_python::MakeIn {
            size: input.size,
            media_type: "image/png".to_string(),
        };
        let made = DepotPythonClient::new(input.url).make(ctx, given).await;
        Ok(made.map_err(anyhow::Error::from)?)
    }
}

impl RelayKeep for App {
    async fn relay_keep(&self, ctx: &Ctx, input: RelayKeepIn) -> Result<Receipt, RelayKeepError> {
        let given = depot_python::KeepIn {
            content: input.content,
            copy: None,
            note: "none".to_string(),
        };
        let client = DepotPythonClient::new(input.url).with_key(input.key);
        let told = client.keep(ctx, given).await;
        Ok(receipt_from(told.map_err(anyhow::Error::from)?))
    }
}

impl RelaySlow for App {
    async fn relay_slow(&self, ctx: &Ctx, input: RelaySlowIn) -> Result<String, RelaySlowError> {
        let content = File {
            content: "abc".into(),
            media_type: "image/png".to_string(),
            name: None,
        };
        let client = DepotPythonClient::new(input.url);
        let told = client.slow(ctx, depot_python::SlowIn { content }).await;
        let Err(depot_python::SlowError::Internal(error)) = told else {
            return Ok("it answered".to_string());
        };
        let said = format!("{error:#}");
        let is_late = said.contains("timeout") || said.contains("no answer in");
        Ok(if is_late { "timeout" } else { &said }.to_string())
    }
}
