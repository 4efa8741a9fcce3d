use crate::generated::queue_python::Called;
use crate::generated::stores::MemoryStore;
use crate::generated::{
    Audited, AuditedError, AuditedIn, Banned, Closed, Counted, CountedIn, Ctx, Decision, EvenPlace,
    EvenPlaceError, EvenPlaceIn, FindPlace, FindPlaceError, FindPlaceIn, Gone, GoneError, GoneIn,
    Hear, KeepsTicket, Known, KnownError, KnownIn, Leave, LeaveError, LeaveIn, Masked, MaskedError,
    MaskedIn, NotBanned, NotBannedError, NotBannedIn, OpenHours, OpenHoursError, OpenHoursIn,
    PartiesLast, PartiesLastError, PartiesLastIn, Route, RouteError, RouteIn, Shut, ShutError,
    ShutIn, Stored, StoredError, StoredIn, Ticket, Told, ToldError, ToldIn, VipFirst,
    VipFirstError, VipFirstIn, Wanted, WantedIn, Watch, WatchError, WatchIn,
};
use chrono::SecondsFormat;
use futures_util::{Stream, StreamExt, stream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A queue that tells what it was asked.
#[derive(Debug, Default)]
pub struct App {
    ticket_store: MemoryStore<Ticket>,
    is_shut: AtomicBool,
    all_told: Mutex<Vec<String>>,
}

impl App {
    pub fn new() -> Self {
        Self::default()
    }

    fn words(&self) -> MutexGuard<'_, Vec<String>> {
        self.all_told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, words: String) {
        self.words().push(words);
    }
}

/// Whether somebody is never served.
fn is_refused(who: &str) -> bool {
    who.starts_with("bad")
}

impl KeepsTicket for App {
    type TicketStore = MemoryStore<Ticket>;

    fn ticket_store(&self) -> &Self::TicketStore {
        &self.ticket_store
    }
}

impl Route for App {
    async fn route(&self, _: &Ctx, input: RouteIn) -> Result<Decision, RouteError> {
        let who = input.caller.name;
        self.tell(format!("route {who}"));
        if who == "full" {
            let why = who;
            return Err(Closed { why }.into());
        }
        Ok(Decision {
            who,
            place: 1,
            by: "handler".to_string(),
        })
    }
}

impl Leave for App {
    async fn leave(&self, _: &Ctx, input: LeaveIn) -> Result<(), LeaveError> {
        self.tell(format!("leave {}", input.who));
        Ok(())
    }
}

impl Watch for App {
    fn watch(&self, _: &Ctx, input: WatchIn) -> impl Stream<Item = Result<i32, WatchError>> + Send {
        self.tell(format!("watch {}", input.who));
        let places = (1..=input.count).rev().map(u32::cast_signed);
        stream::iter(places).map(Ok)
    }
}

impl Shut for App {
    async fn shut(&self, _: &Ctx, input: ShutIn) -> Result<(), ShutError> {
        self.is_shut.store(input.closed, Ordering::Relaxed);
        Ok(())
    }
}

impl Told for App {
    async fn told(&self, _: &Ctx, _: ToldIn) -> Result<Vec<String>, ToldError> {
        Ok(std::mem::take(&mut *self.words()))
    }
}

impl FindPlace for App {
    async fn find_place(&self, _: &Ctx, input: FindPlaceIn) -> Result<i32, FindPlaceError> {
        self.tell(format!("find-place {}", input.who));
        if input.who == "full" {
            return Err(Closed { why: input.who }.into());
        }
        let place = i32::try_from(input.who.len());
        Ok(place.map_err(anyhow::Error::new)?)
    }
}

impl Hear for App {
    async fn hear(&self, _: &Ctx, event: Called) -> anyhow::Result<()> {
        self.tell(format!("hear {}", event.who));
        Ok(())
    }
}

impl OpenHours for App {
    async fn open_hours(&self, _: &Ctx, _: OpenHoursIn) -> Result<(), OpenHoursError> {
        self.tell("open-hours".to_string());
        if self.is_shut.load(Ordering::Relaxed) {
            let why = "it is night".to_string();
            return Err(Closed { why }.into());
        }
        Ok(())
    }
}

impl NotBanned for App {
    async fn not_banned(&self, _: &Ctx, input: NotBannedIn) -> Result<(), NotBannedError> {
        let caller = input.caller;
        let tags = caller.tags.join("+");
        self.tell(format!("not-banned {} {} {tags}", caller.name, caller.mood));
        if is_refused(&caller.name) {
            return Err(Banned { who: caller.name }.into());
        }
        Ok(())
    }
}

impl VipFirst for App {
    async fn vip_first(
        &self,
        _: &Ctx,
        input: VipFirstIn,
    ) -> Result<Option<Decision>, VipFirstError> {
        let caller = input.caller;
        self.tell(format!("vip-first {}", caller.name));
        Ok(caller.vip.then(|| Decision {
            who: caller.name,
            place: 0,
            by: "vip-first".to_string(),
        }))
    }
}

impl Known for App {
    async fn known(&self, _: &Ctx, input: KnownIn) -> Result<(), KnownError> {
        self.tell(format!("known {}", input.who));
        if is_refused(&input.who) {
            return Err(Banned { who: input.who }.into());
        }
        Ok(())
    }
}

impl PartiesLast for App {
    async fn parties_last(
        &self,
        _: &Ctx,
        input: PartiesLastIn,
    ) -> Result<Option<Decision>, PartiesLastError> {
        let PartiesLastIn { party, decision } = input;
        self.tell(format!("parties-last {party} {}", decision.place));
        if party > 100 {
            let who = "crowds".to_string();
            return Err(Banned { who }.into());
        }
        Ok((party > 4).then(|| Decision {
            place: 99,
            by: "parties-last".to_string(),
            ..decision
        }))
    }
}

impl Audited for App {
    async fn audited(&self, _: &Ctx, input: AuditedIn) -> Result<(), AuditedError> {
        let note = input.note.as_deref().unwrap_or("-");
        let (who, place) = (input.caller.name, input.decision.place);
        self.tell(format!("audited {who} {note} {place}"));
        if note == "no" {
            let why = "the book is full".to_string();
            return Err(Closed { why }.into());
        }
        Ok(())
    }
}

impl Gone for App {
    async fn gone(&self, _: &Ctx, input: GoneIn) -> Result<(), GoneError> {
        self.tell(format!("gone {}", input.who));
        Ok(())
    }
}

impl EvenPlace for App {
    async fn even_place(&self, _: &Ctx, input: EvenPlaceIn) -> Result<Option<i32>, EvenPlaceError> {
        self.tell(format!("even-place {}", input.place));
        Ok((input.place % 2 != 0).then_some(input.place + 1))
    }
}

impl Stored for App {
    async fn stored(&self, _: &Ctx, input: StoredIn) -> Result<Option<Ticket>, StoredError> {
        self.tell(format!("stored {}", input.id));
        Ok((input.title == "again").then(|| Ticket {
            id: input.id,
            title: "as it was".to_string(),
        }))
    }
}

impl Masked for App {
    async fn masked(&self, _: &Ctx, input: MaskedIn) -> Result<Option<Ticket>, MaskedError> {
        let ticket = input.ticket;
        self.tell(format!("masked {}", ticket.id));
        Ok((ticket.title == "secret").then(|| Ticket {
            title: "***".to_string(),
            ..ticket
        }))
    }
}

impl Wanted for App {
    async fn wanted(&self, _: &Ctx, input: WantedIn) -> anyhow::Result<bool> {
        let at = input
            .at
            .map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true));
        let at = at.unwrap_or_else(|| "-".to_string());
        self.tell(format!("wanted {} {at}", input.who));
        anyhow::ensure!(input.who != "trouble", "nobody knows");
        Ok(input.who != "nobody")
    }
}

impl Counted for App {
    async fn counted(&self, _: &Ctx, input: CountedIn) -> anyhow::Result<()> {
        self.tell(format!("counted {}", input.place));
        Ok(())
    }
}
