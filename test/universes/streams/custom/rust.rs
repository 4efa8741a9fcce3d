use crate::generated::feed_python::{self, FeedPythonClient};
use crate::generated::{
    CountUp, CountUpError, CountUpIn, Ctx, Mood, Pour, PourError, PourIn, ReadOut, ReadOutError,
    ReadOutIn, Reading, RunDry, Seen, SeenError, SeenIn, Shape, Tick, TickError, TickIn, Watch,
    WatchError, WatchIn, WatchPour, WatchPourError, WatchPourIn, WatchReadings, WatchReadingsError,
    WatchReadingsIn, WatchTicks, WatchTicksError, WatchTicksIn,
};
use crate::generated::{
    WatchWhispers, WatchWhispersError, WatchWhispersIn, Whisper, WhisperError, WhisperIn,
};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A feed that counts.
#[derive(Debug, Default)]
pub struct App {
    counts: Mutex<BTreeMap<String, i32>>,
}

impl App {
    pub fn new() -> Self {
        Self::default()
    }

    fn count(&self, name: String) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry(name).or_default() += 1;
    }
}

/// How long something takes.
async fn take(milliseconds: i32) {
    tokio::time::sleep(Duration::from_millis(milliseconds.unsigned_abs().into())).await;
}

/// A stream that is under way: it is counted how it ends, also where nobody reads it any more.
struct Counting<'a> {
    app: &'a App,
    input: CountUpIn,
    next: i32,
    ended: bool,
}

impl Counting<'_> {
    async fn next(&mut self) -> Result<Option<i32>, CountUpError> {
        let number = self.next;
        self.next += 1;
        if number <= self.input.upto {
            take(self.input.pause_ms).await;
            self.app.count(format!("sent {}", self.input.name));
            return Ok(Some(number));
        }
        match self.input.how.as_str() {
            "dry" => {
                let after = self.input.upto;
                return Err(RunDry { after }.into());
            }
            "breaks" => return Err(anyhow::anyhow!("it broke").into()),
            "hangs" => take(60_000).await,
            _ => {}
        }
        self.ended = true;
        Ok(None)
    }
}

impl Drop for Counting<'_> {
    fn drop(&mut self) {
        let how = if self.ended { "ended" } else { "left" };
        self.app.count(format!("{how} {}", self.input.name));
    }
}

impl CountUp for App {
    fn count_up(
        &self,
        _: &Ctx,
        input: CountUpIn,
    ) -> impl Stream<Item = Result<i32, CountUpError>> + Send {
        let counting = Counting {
            app: self,
            input,
            next: 1,
            ended: false,
        };
        stream::try_unfold(counting, async |mut counting| {
            let number = counting.next().await?;
            Ok(number.map(|number| (number, counting)))
        })
    }
}

impl Tick for App {
    fn tick(&self, _: &Ctx, input: TickIn) -> impl Stream<Item = Result<i32, TickError>> + Send {
        stream::iter(0..).zip(stream::iter(input.pauses_ms)).then(
            async |(index, pause_ms): (i32, i32)| {
                take(pause_ms).await;
                Ok(index)
            },
        )
    }
}

impl ReadOut for App {
    fn read_out(
        &self,
        _: &Ctx,
        input: ReadOutIn,
    ) -> impl Stream<Item = Result<Reading, ReadOutError>> + Send {
        stream::iter(input.readings).map(Ok)
    }
}

impl Pour for App {
    fn pour(&self, _: &Ctx, input: PourIn) -> impl Stream<Item = Result<String, PourError>> + Send {
        stream::iter(0..input.pieces).map(move |_| {
            self.count(input.name.clone());
            Ok("x".repeat(usize::try_from(input.size).unwrap_or_default()))
        })
    }
}

impl Seen for App {
    async fn seen(&self, _: &Ctx, _: SeenIn) -> Result<BTreeMap<String, i32>, SeenError> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(counts.clone())
    }
}

/// What a failed stream is called in the other languages.
fn told(error: &anyhow::Error) -> String {
    let text = format!("{error:#}");
    let codes = [
        ("in time", "timeout"),
        ("timeout", "timeout"),
        ("500 internal", "internal"),
        ("unauthenticated", "unauthenticated"),
    ];
    let found = codes.iter().find(|(part, _)| text.contains(part));
    format!("failed: {}", found.map_or("unavailable", |(_, code)| code))
}

/// What a stream says, one text a value, and how it came to its end.
async fn heard<T: Display, E>(
    values: impl Stream<Item = Result<T, E>>,
    stop_after: i32,
    told: impl Fn(E) -> String,
) -> Vec<String> {
    let mut values = std::pin::pin!(values);
    let mut said = Vec::new();
    while let Some(value) = values.next().await {
        match value {
            Ok(value) => said.push(value.to_string()),
            Err(error) => {
                said.push(told(error));
                return said;
            }
        }
        if i32::try_from(said.len()) == Ok(stop_after) {
            said.push("stopped".to_string());
            return said;
        }
    }
    said.push("end".to_string());
    said
}

impl Watch for App {
    async fn watch(&self, ctx: &Ctx, input: WatchIn) -> Result<Vec<String>, WatchError> {
        let given = feed_python::CountUpIn {
            upto: input.upto,
            pause_ms: input.pause_ms,
            how: input.how,
            name: input.name,
        };
        let numbers = FeedPythonClient::new(input.url).count_up(ctx, given);
        let heard = heard(numbers, input.stop_after, |error| match error {
            feed_python::CountUpError::RunDry(error) => format!("dry after {}", error.after),
            feed_python::CountUpError::Internal(error) => told(&error),
        });
        Ok(heard.await)
    }
}

impl Whisper for App {
    fn whisper(
        &self,
        _: &Ctx,
        input: WhisperIn,
    ) -> impl Stream<Item = Result<i32, WhisperError>> + Send {
        stream::iter(1..=input.upto).map(Ok)
    }
}

impl WatchWhispers for App {
    async fn watch_whispers(
        &self,
        ctx: &Ctx,
        input: WatchWhispersIn,
    ) -> Result<Vec<String>, WatchWhispersError> {
        let key = feed_python::Credential::ApiKey(input.key);
        let feed = FeedPythonClient::new(input.url).with_credential(key);
        let whispers = feed.whisper(ctx, feed_python::WhisperIn { upto: 2 });
        let heard = heard(whispers, 0, |feed_python::WhisperError::Internal(error)| {
            told(&error)
        });
        Ok(heard.await)
    }
}

impl WatchTicks for App {
    async fn watch_ticks(
        &self,
        ctx: &Ctx,
        input: WatchTicksIn,
    ) -> Result<Vec<String>, WatchTicksError> {
        let pauses_ms = input.pauses_ms;
        let ticks = FeedPythonClient::new(input.url).tick(ctx, feed_python::TickIn { pauses_ms });
        let heard = heard(ticks, 0, |feed_python::TickError::Internal(error)| {
            told(&error)
        });
        Ok(heard.await)
    }
}

/// A reading as the other service has it, and back.
fn theirs(reading: Reading) -> feed_python::Reading {
    feed_python::Reading {
        id: reading.id,
        flag: reading.flag,
        small: reading.small,
        large: reading.large,
        huge: reading.huge,
        ratio: reading.ratio,
        text: reading.text,
        raw: reading.raw,
        moment: reading.moment,
        day: reading.day,
        span: reading.span,
        price: reading.price,
        anything: reading.anything,
        mood: match reading.mood {
            Mood::Calm => feed_python::Mood::Calm,
            Mood::Wild => feed_python::Mood::Wild,
            Mood::Unknown(text) => feed_python::Mood::Unknown(text),
        },
        shape: match reading.shape {
            Shape::Circle { radius } => feed_python::Shape::Circle { radius },
            Shape::Empty => feed_python::Shape::Empty,
            Shape::Unknown(raw) => feed_python::Shape::Unknown(raw),
        },
        many: reading.many,
        by_name: reading.by_name,
        note: reading.note,
    }
}

fn ours(reading: feed_python::Reading) -> Reading {
    Reading {
        id: reading.id,
        flag: reading.flag,
        small: reading.small,
        large: reading.large,
        huge: reading.huge,
        ratio: reading.ratio,
        text: reading.text,
        raw: reading.raw,
        moment: reading.moment,
        day: reading.day,
        span: reading.span,
        price: reading.price,
        anything: reading.anything,
        mood: match reading.mood {
            feed_python::Mood::Calm => Mood::Calm,
            feed_python::Mood::Wild => Mood::Wild,
            feed_python::Mood::Unknown(text) => Mood::Unknown(text),
        },
        shape: match reading.shape {
            feed_python::Shape::Circle { radius } => Shape::Circle { radius },
            feed_python::Shape::Empty => Shape::Empty,
            feed_python::Shape::Unknown(raw) => Shape::Unknown(raw),
        },
        many: reading.many,
        by_name: reading.by_name,
        note: reading.note,
    }
}

impl WatchReadings for App {
    fn watch_readings(
        &self,
        ctx: &Ctx,
        input: WatchReadingsIn,
    ) -> impl Stream<Item = Result<Reading, WatchReadingsError>> + Send {
        let readings = input.readings.into_iter().map(theirs).collect();
        FeedPythonClient::new(input.url)
            .read_out(ctx, feed_python::ReadOutIn { readings })
            .map_ok(ours)
            .map_err(|feed_python::ReadOutError::Internal(error)| error.into())
    }
}

impl WatchPour for App {
    async fn watch_pour(&self, ctx: &Ctx, input: WatchPourIn) -> Result<i64, WatchPourError> {
        let given = feed_python::PourIn {
            pieces: input.pieces,
            size: input.size,
            name: input.name,
        };
        let mut pieces = FeedPythonClient::new(input.url).pour(ctx, given);
        let mut size = 0;
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|feed_python::PourError::Internal(error)| error)?;
            if size == 0 {
                take(input.wait_ms).await;
            }
            size += i64::try_from(piece.len()).unwrap_or_default();
        }
        Ok(size)
    }
}
