use crate::generated::side_python::Rung as TheirRung;
use crate::generated::sqlite::Database;
use crate::generated::stores::{Changed, Store};
use crate::generated::tables::TableStore;
use crate::generated::{Ctx, Guest, Hear, KeepsGuest, Publisher, Ring, RingError, RingIn, Rung};

/// Rings, and keeps whom it rang for.
pub struct App {
    guest_store: TableStore<Database>,
    publisher: Publisher,
}

impl App {
    pub fn new(database: &Database) -> Self {
        Self {
            guest_store: TableStore::new(database),
            publisher: Publisher::from_env(),
        }
    }
}

impl KeepsGuest for App {
    type GuestStore = TableStore<Database>;

    fn guest_store(&self) -> &Self::GuestStore {
        &self.guest_store
    }
}

impl Ring for App {
    async fn ring(&self, _: &Ctx, RingIn { name }: RingIn) -> Result<(), RingError> {
        Ok(self.publisher.rung(&Rung { name }).await?)
    }
}

impl Hear for App {
    async fn hear(&self, _: &Ctx, TheirRung { name }: TheirRung) -> anyhow::Result<()> {
        let more = |guest: Guest| Guest {
            rung: guest.rung + 1,
            ..guest
        };
        let known: Option<Changed<Guest>> = self.guest_store.update(&name, more).await?;
        if known.is_none() {
            self.guest_store.insert(Guest { name, rung: 1 }).await?;
        }
        Ok(())
    }
}
