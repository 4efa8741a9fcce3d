use crate::generated::stores::{Changed, MemoryStore, Store};
use crate::generated::times::Tick;
use crate::generated::whole_python::{self, WholePythonClient};
use crate::generated::wire_files::File;
use crate::generated::{
    Awake, AwakeIn, BasketAddError, BasketAddIn, BasketClearIn, BasketEngine, BasketMostOfError,
    BasketMostOfIn, Beat, BeginMonth, Config, CountUp, CountUpError, CountUpIn, Ctx, Doubled,
    DoubledError, DoubledIn, Echo, EchoError, EchoIn, Everything, Fail, FailError, FailIn, Failed,
    Forget, ForgetError, ForgetIn, Hear, Heard, HeardError, HeardIn, InStock, InStockError,
    InStockIn, KeepsThing, Leap, Look, LookError, LookIn, MakesBasket, Mend, MendError, MendIn,
    NoThing, NotThirteen, NotThirteenError, NotThirteenIn, Noted, NotedIn, Numbers, NumbersError,
    NumbersIn, Order, OrderError, OrderIn, Publisher, Refuse, Relay, RelayError, RelayIn,
    RenameFile, RenameFileError, RenameFileIn, Rest, Rounded, RoundedError, RoundedIn, Sale,
    SaleGuards, SetName, SetNameError, SetNameIn, Settings, SettingsError, SettingsIn, Shop,
    ShopError, ShopIn, Slugify, SlugifyIn, SoldOut, Stage, Tell, TellError, TellIn, Thing,
    ThingPatch, Tidy, TidyError, TidyIn, Told, TooMuch, Walk, WalkError, WalkIn, pages,
};
use futures_util::{Stream, StreamExt, stream};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

const MOST: u32 = 9;

/// What was asked of people's code, in its order: the kind of thing, its name, and with what.
static RAN: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn locked<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

fn tell(what: &str, with: impl Display) {
    locked(&RAN).push(format!("{what} {with}").trim_end().to_string());
}

fn too_much() -> TooMuch {
    TooMuch { most: MOST }
}

#[derive(Debug, Default)]
pub struct Basket {
    count: u32,
}

impl BasketEngine for Basket {
    fn add(&mut self, input: BasketAddIn) -> Result<u32, BasketAddError> {
        tell("command basket/add", input.count);
        if self.count + input.count > MOST {
            return Err(too_much().into());
        }
        self.count += input.count;
        Ok(self.count)
    }

    fn clear(&mut self, _: BasketClearIn) {
        tell("command basket/clear", "");
        self.count = 0;
    }

    fn most_of(&self, input: BasketMostOfIn) -> Result<u32, BasketMostOfError> {
        tell("query basket/most-of", input.limit);
        if input.limit > MOST {
            return Err(too_much().into());
        }
        Ok(self.count.min(input.limit))
    }

    fn no_more_than_nine_are_in_it(&self) -> bool {
        self.count <= MOST
    }
}

/// Who is known may buy.
struct Known;

impl SaleGuards for Known {
    fn is_known(&self, subject: &Thing) -> bool {
        tell("guard sale/is-known", "");
        subject.paid_by.is_some()
    }
}

/// Holds one of each.
#[derive(Default)]
pub struct App {
    ordered: Mutex<BTreeMap<String, i64>>,
    publisher: OnceLock<Publisher>,
    thing_store: MemoryStore<Thing>,
}

impl App {
    pub fn new() -> Self {
        Self::default()
    }

    /// What publishes events; it begins to send when it is made.
    fn publisher(&self) -> &Publisher {
        self.publisher.get_or_init(Publisher::from_env)
    }
}

impl KeepsThing for App {
    type ThingStore = MemoryStore<Thing>;

    fn thing_store(&self) -> &Self::ThingStore {
        &self.thing_store
    }
}

impl Echo for App {
    async fn echo(&self, _: &Ctx, input: EchoIn) -> Result<Everything, EchoError> {
        Ok(input.value)
    }
}

impl Order for App {
    async fn order(&self, _: &Ctx, input: OrderIn) -> Result<i64, OrderError> {
        let mut ordered = locked(&self.ordered);
        let total = ordered.entry(input.item).or_default();
        *total += input.count;
        Ok(*total)
    }
}

impl Relay for App {
    async fn relay(&self, ctx: &Ctx, RelayIn { item }: RelayIn) -> Result<Vec<String>, RelayError> {
        let client = WholePythonClient::from_env()?;
        let order = whole_python::OrderIn { item, count: 3 };
        let mut said = vec![match client.order(ctx, order).await {
            Ok(total) => format!("ordered {total}"),
            Err(whole_python::OrderError::SoldOut(error)) => format!("sold out of {}", error.item),
            Err(whole_python::OrderError::Internal(error)) => return Err(error.into()),
        }];
        let mut numbers = client.count_up(ctx, whole_python::CountUpIn { upto: 3 });
        while let Some(number) = numbers.next().await {
            said.push(number.map_err(anyhow::Error::new)?.to_string());
        }
        Ok(said)
    }
}

impl Look for App {
    async fn look(&self, _: &Ctx, LookIn { id }: LookIn) -> Result<String, LookError> {
        match self.thing_store.find(&id).await? {
            Some(Thing { name, stage, .. }) => Ok(format!("{name} is {stage}")),
            None => Err(NoThing { id }.into()),
        }
    }
}

impl SetName for App {
    async fn set_name(&self, _: &Ctx, input: SetNameIn) -> Result<String, SetNameError> {
        let SetNameIn { id, name } = input;
        let named = |thing: Thing| Thing { name, ..thing };
        match self.thing_store.update(&id, named).await? {
            Some(Changed::Stored(thing)) => Ok(thing.name),
            Some(Changed::Taken(_)) => Ok("somebody else's".to_string()),
            None => Err(NoThing { id }.into()),
        }
    }
}

impl Mend for App {
    async fn mend(&self, _: &Ctx, input: MendIn) -> Result<ThingPatch, MendError> {
        Ok(input.change)
    }
}

impl Forget for App {
    async fn forget(&self, _: &Ctx, ForgetIn { id }: ForgetIn) -> Result<(), ForgetError> {
        if self.thing_store.delete(&id).await? {
            return Ok(());
        }
        Err(NoThing { id }.into())
    }
}

impl Numbers for App {
    async fn numbers(&self, _: &Ctx, input: NumbersIn) -> Result<pages::Page<i32>, NumbersError> {
        let (items, next) = match input.cursor {
            None => (vec![1, 2], Some("2".to_string())),
            Some(_) => (vec![3], None),
        };
        Ok(pages::Page { items, next })
    }
}

impl CountUp for App {
    fn count_up(
        &self,
        _: &Ctx,
        CountUpIn { upto }: CountUpIn,
    ) -> impl Stream<Item = Result<i32, CountUpError>> + Send {
        let most = i32::try_from(MOST).unwrap_or(i32::MAX);
        let refused = (upto > most).then(|| Err(too_much().into()));
        stream::iter(1..=upto.min(most))
            .map(Ok)
            .chain(stream::iter(refused))
    }
}

impl RenameFile for App {
    async fn rename_file(
        &self,
        _: &Ctx,
        RenameFileIn { content, name }: RenameFileIn,
    ) -> Result<File, RenameFileError> {
        Ok(File {
            name: Some(name),
            ..content
        })
    }
}

impl Settings for App {
    async fn settings(
        &self,
        _: &Ctx,
        _: SettingsIn,
    ) -> Result<BTreeMap<String, String>, SettingsError> {
        let Config {
            greeting,
            most,
            pepper,
            ..
        } = Config::from_env()?;
        let most = most.to_string();
        let said = [("greeting", greeting), ("most", most), ("pepper", pepper)];
        Ok(said.map(|(name, value)| (name.to_string(), value)).into())
    }
}

impl Tidy for App {
    async fn tidy(&self, _: &Ctx, TidyIn { text }: TidyIn) -> Result<String, TidyError> {
        let separator = "_".to_string();
        Ok(Self::slugify(SlugifyIn { text, separator }))
    }
}

impl Shop for App {
    async fn shop(&self, _: &Ctx, input: ShopIn) -> Result<u32, ShopError> {
        let mut basket = self.basket();
        let first = basket.add(BasketAddIn { count: 1 });
        first.map_err(anyhow::Error::from)?;
        basket.clear(BasketClearIn {});
        for count in input.counts {
            let added = basket.add(BasketAddIn { count });
            added.map_err(|BasketAddError::TooMuch(error)| error)?;
        }
        let most = basket.most_of(BasketMostOfIn { limit: MOST });
        Ok(most.map_err(|BasketMostOfError::TooMuch(error)| error)?)
    }
}

impl Walk for App {
    async fn walk(&self, _: &Ctx, WalkIn { by }: WalkIn) -> Result<Vec<String>, WalkError> {
        let pending = Sale::begin(Thing {
            id: "lamp".to_string(),
            name: "lamp".to_string(),
            stage: Stage::Paid,
            paid_by: by,
        });
        let mut said = vec![pending.subject().stage.to_string()];
        match pending.pay(&Known) {
            Ok(paid) => {
                tell("transition sale/pay", "");
                said.push(paid.subject().stage.to_string());
                let refunded = paid.refund();
                tell("transition sale/refund", "");
                said.push(refunded.subject().stage.to_string());
            }
            Err(refused) => said.push(format!("refused by {}", refused.guard)),
        }
        Ok(said)
    }
}

impl Fail for App {
    async fn fail(&self, _: &Ctx, FailIn { text }: FailIn) -> Result<(), FailError> {
        Ok(self.publisher().failed(&Failed { text }).await?)
    }
}

impl Heard for App {
    async fn heard(&self, _: &Ctx, _: HeardIn) -> Result<Vec<String>, HeardError> {
        Ok(std::mem::take(&mut *locked(&RAN)))
    }
}

impl Tell for App {
    async fn tell(&self, _: &Ctx, TellIn { number, label }: TellIn) -> Result<i32, TellError> {
        tell("tool tell", number);
        let size = 1;
        let told = Told {
            number,
            label,
            size,
        };
        self.publisher().told(&told).await?;
        Ok(number)
    }
}

impl Hear for App {
    async fn hear(&self, _: &Ctx, event: whole_python::Told) -> anyhow::Result<()> {
        let whole_python::Told {
            number,
            label,
            size,
        } = event;
        tell("on hear", format_args!("{number} {label} {size}"));
        Ok(())
    }
}

impl Refuse for App {
    async fn refuse(&self, _: &Ctx, event: whole_python::Failed) -> anyhow::Result<()> {
        tell("on refuse", event.text);
        anyhow::bail!("not today")
    }
}

impl Beat for App {
    async fn beat(&self, _: &Ctx, _: Tick) -> anyhow::Result<()> {
        tell("every beat", "");
        Ok(())
    }
}

impl Leap for App {
    async fn leap(&self, _: &Ctx, tick: Tick) -> anyhow::Result<()> {
        tell("every leap", tick.at.date_naive());
        Ok(())
    }
}

impl BeginMonth for App {
    async fn begin_month(&self, _: &Ctx, tick: Tick) -> anyhow::Result<()> {
        tell("every begin-month", tick.at.date_naive());
        Ok(())
    }
}

impl Rest for App {
    async fn rest(&self, _: &Ctx, tick: Tick) -> anyhow::Result<()> {
        tell("every rest", tick.at.date_naive());
        Ok(())
    }
}

impl InStock for App {
    async fn in_stock(&self, _: &Ctx, InStockIn { item }: InStockIn) -> Result<(), InStockError> {
        tell("rule in-stock", &item);
        if item == "nothing" {
            return Err(SoldOut { item, left: 0 }.into());
        }
        Ok(())
    }
}

impl Doubled for App {
    async fn doubled(
        &self,
        _: &Ctx,
        DoubledIn { said }: DoubledIn,
    ) -> Result<Option<i64>, DoubledError> {
        tell("rule doubled", said);
        Ok((said >= 50).then_some(said * 2))
    }
}

impl NotThirteen for App {
    async fn not_thirteen(&self, _: &Ctx, input: NotThirteenIn) -> Result<(), NotThirteenError> {
        tell("rule not-thirteen", input.number);
        if input.number == 13 {
            return Err(too_much().into());
        }
        Ok(())
    }
}

impl Rounded for App {
    async fn rounded(
        &self,
        _: &Ctx,
        RoundedIn { said }: RoundedIn,
    ) -> Result<Option<i32>, RoundedError> {
        tell("rule rounded", said);
        Ok((said % 10 == 9).then_some(said + 1))
    }
}

impl Awake for App {
    async fn awake(&self, _: &Ctx, AwakeIn { number }: AwakeIn) -> anyhow::Result<bool> {
        tell("rule awake", number);
        Ok(number > 0)
    }
}

impl Noted for App {
    async fn noted(&self, _: &Ctx, NotedIn { number }: NotedIn) -> anyhow::Result<()> {
        tell("rule noted", number);
        Ok(())
    }
}

impl Slugify for App {
    fn slugify(SlugifyIn { text, separator }: SlugifyIn) -> String {
        tell("util slugify", "");
        let text = text.to_ascii_lowercase();
        let words = text.split(|one: char| !one.is_ascii_alphanumeric());
        let kept: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        kept.join(&separator)
    }
}

impl MakesBasket for App {
    type Basket = Basket;

    fn basket(&self) -> Basket {
        Basket::default()
    }
}
