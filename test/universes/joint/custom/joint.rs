use crate::generated::desk::{DeskClient, PlaceIn, Rung};
use crate::generated::stores::MemoryStore;
use crate::generated::times::Tick;
use crate::generated::{
    Awake, AwakeIn, Ctx, Doubled, DoubledError, DoubledIn, Hear, InStock, InStockError, InStockIn,
    KeepsNote, Look, Note, Publisher, Relay, RelayError, RelayIn, Tell, TellError, TellIn, Told,
};

/// Tells numbers, and hands orders on.
pub struct App {
    publisher: Publisher,
    note_store: MemoryStore<Note>,
}

impl App {
    #[expect(clippy::new_without_default, reason = "it begins to send")]
    pub fn new() -> Self {
        Self {
            publisher: Publisher::from_env(),
            note_store: MemoryStore::default(),
        }
    }
}

impl KeepsNote for App {
    type NoteStore = MemoryStore<Note>;

    fn note_store(&self) -> &Self::NoteStore {
        &self.note_store
    }
}

impl Relay for App {
    async fn relay(&self, ctx: &Ctx, input: RelayIn) -> Result<i32, RelayError> {
        let desk = DeskClient::from_env()?;
        let placed = desk.place(ctx, PlaceIn { item: input.item }).await;
        Ok(placed.map_err(anyhow::Error::new)?)
    }
}

impl Tell for App {
    async fn tell(&self, _: &Ctx, TellIn { number }: TellIn) -> Result<i32, TellError> {
        self.publisher.told(&Told { number }).await?;
        Ok(number)
    }
}

impl InStock for App {
    async fn in_stock(&self, _: &Ctx, _: InStockIn) -> Result<(), InStockError> {
        Ok(())
    }
}

impl Doubled for App {
    async fn doubled(&self, _: &Ctx, _: DoubledIn) -> Result<Option<i32>, DoubledError> {
        Ok(None)
    }
}

impl Awake for App {
    async fn awake(&self, _: &Ctx, AwakeIn { times }: AwakeIn) -> anyhow::Result<bool> {
        Ok(times > 0)
    }
}

impl Hear for App {
    async fn hear(&self, _: &Ctx, _: Rung) -> anyhow::Result<()> {
        Ok(())
    }
}

impl Look for App {
    async fn look(&self, _: &Ctx, _: Tick) -> anyhow::Result<()> {
        Ok(())
    }
}
