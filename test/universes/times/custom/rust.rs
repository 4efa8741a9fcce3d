//! Counts what ran; started with `answer` it answers the questions of a test instead.

use crate::generated::times::{self, CatchUp, Clock, Every, Ledger, Overlap, Schedule, Tick};
use crate::generated::{Beat, Counted, CountedError, CountedIn, Ctx, FailTwice, Leap, LookAround};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Default)]
pub struct App {
    ran: Mutex<BTreeMap<String, i32>>,
}

impl App {
    pub fn new() -> Self {
        if std::env::args().nth(1).as_deref() == Some("answer") {
            let answered = std::thread::spawn(answer_all).join();
            std::process::exit(i32::from(answered.is_err()));
        }
        Self::default()
    }

    fn count(&self, name: &str) -> i32 {
        let mut ran = self.ran.lock().unwrap();
        let times = ran.entry(name.to_string()).or_default();
        *times += 1;
        *times
    }
}

impl Counted for App {
    async fn counted(&self, _: &Ctx, _: CountedIn) -> Result<BTreeMap<String, i32>, CountedError> {
        Ok(self.ran.lock().unwrap().clone())
    }
}

impl Beat for App {
    async fn beat(&self, _: &Ctx, tick: Tick) -> anyhow::Result<()> {
        println!("beat of {} begins", text(tick.at));
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.count("beat");
        println!("beat ends");
        Ok(())
    }
}

impl FailTwice for App {
    async fn fail_twice(&self, _: &Ctx, _: Tick) -> anyhow::Result<()> {
        anyhow::ensure!(self.count("fail-twice") >= 3, "not yet");
        Ok(())
    }
}

impl Leap for App {
    async fn leap(&self, _: &Ctx, _: Tick) -> anyhow::Result<()> {
        self.count("leap");
        Ok(())
    }
}

impl LookAround for App {
    async fn look_around(&self, _: &Ctx, _: Tick) -> anyhow::Result<()> {
        self.count("look-around");
        Ok(())
    }
}

fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn leaked(given: &Value, name: &str, otherwise: &str) -> &'static str {
    let found = given[name].as_str().unwrap_or(otherwise);
    Box::leak(found.to_string().into_boxed_str())
}

fn time(given: &Value) -> DateTime<Utc> {
    given.as_str().unwrap().parse().unwrap()
}

fn milliseconds(given: &Value) -> Duration {
    Duration::from_millis(given.as_u64().unwrap_or(0))
}

fn every_of(given: &Value) -> Every {
    let mut every = Every::of(
        leaked(given, "name", "job"),
        leaked(given, "cron", "* * * * *"),
    );
    every.zone = leaked(given, "zone", "UTC");
    every.overlap = match given["overlap"].as_str() {
        Some("queue") => Overlap::Queue,
        Some("replace") => Overlap::Replace,
        Some("allow") => Overlap::Allow,
        _ => Overlap::Skip,
    };
    every.parallel = given["parallel"].as_u64().map(|most| most as usize);
    every.catch_up = match given["catchUp"].as_str() {
        Some("last") => CatchUp::Last,
        Some("all") => CatchUp::All,
        _ => CatchUp::None,
    };
    every.tries = given["tries"].as_u64().unwrap_or(1) as u32;
    every.backoff = Duration::from_millis(given["backoffMs"].as_u64().unwrap_or(1000));
    every.timeout = given["timeoutMs"].as_u64().map(Duration::from_millis);
    every
}

/// A clock that stands still but for the sleeps; it wakes `jumps` seconds late, one after the other.
struct Steps {
    now: Mutex<DateTime<Utc>>,
    jumps: Mutex<VecDeque<i64>>,
    ended: Arc<AtomicBool>,
}

impl Clock for Steps {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> times::Answer<'_, ()> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(60)).await;
            let jump = self.jumps.lock().unwrap().pop_front();
            match jump {
                Some(jump) => {
                    let step = TimeDelta::from_std(time).unwrap() + TimeDelta::seconds(jump);
                    *self.now.lock().unwrap() += step;
                }
                None => {
                    self.ended.store(true, Ordering::SeqCst);
                    std::future::pending::<()>().await;
                }
            }
        })
    }
}

type Said = Arc<Mutex<Vec<String>>>;

/// Says how a run ended that did not come to its end.
struct Early(Said, DateTime<Utc>, bool);

impl Drop for Early {
    fn drop(&mut self) {
        if !self.2 {
            let line = format!("ended early {}", text(self.1));
            self.0.lock().unwrap().push(line);
        }
    }
}

async fn work(said: Said, takes: Duration, fails: usize, tick: Tick) -> anyhow::Result<()> {
    said.lock()
        .unwrap()
        .push(format!("begin {}", text(tick.at)));
    let mut early = Early(Arc::clone(&said), tick.at, false);
    tokio::time::sleep(takes).await;
    early.2 = true;
    let mut lines = said.lock().unwrap();
    let begun = lines.iter().filter(|line| line.starts_with("begin"));
    if begun.count() <= fails {
        lines.push("fail".to_string());
        anyhow::bail!("not yet");
    }
    lines.push(format!("end {}", text(tick.at)));
    Ok(())
}

/// What one question of the test is answered with.
async fn answer(given: Value) -> Vec<String> {
    let said = Said::default();
    let every = every_of(&given);
    let name = every.name;
    let (takes, fails) = (
        milliseconds(&given["takesMs"]),
        given["fails"].as_u64().unwrap_or(0),
    );
    let told = Arc::clone(&said);
    let works = move |_, tick| work(Arc::clone(&told), takes, fails as usize, tick);
    let job = times::Job::new(every.clone(), works.clone()).unwrap();
    let listed = || given["at"].as_array().unwrap().iter().map(time);
    match given["ask"].as_str().unwrap() {
        "next" => {
            let count = given["count"].as_u64().unwrap() as usize;
            let next = std::iter::successors(job.next(time(&given["after"])), |at| job.next(*at));
            next.take(count).map(text).collect()
        }
        "due" => {
            let due = job.due(time(&given["since"]), time(&given["now"]));
            due.into_iter().map(text).collect()
        }
        "begin" => {
            for at in listed() {
                job.begin(at);
                tokio::time::sleep(milliseconds(&given["restMs"])).await;
            }
            tokio::time::sleep(milliseconds(&given["waitMs"])).await;
            said.lock().unwrap().clone()
        }
        "take" => {
            let ledger: Box<dyn Ledger> = match given["folder"].as_str() {
                Some(folder) => Box::new(times::FolderLedger::new(folder)),
                None => Box::new(times::MemoryLedger::default()),
            };
            let mut said = Vec::new();
            for at in listed() {
                said.push(ledger.take(name, at).await.unwrap().to_string());
            }
            let last = ledger.last(name).await.unwrap();
            said.push(last.map_or("never".to_string(), text));
            said
        }
        _ => {
            let ledger = times::MemoryLedger::default();
            if !given["last"].is_null() {
                ledger.take(name, time(&given["last"])).await.unwrap();
            }
            let jumps = given["jumps"].as_array().unwrap().iter();
            let ended = Arc::new(AtomicBool::new(false));
            let clock = Steps {
                now: Mutex::new(time(&given["start"])),
                jumps: Mutex::new(jumps.map(|jump| jump.as_i64().unwrap()).collect()),
                ended: Arc::clone(&ended),
            };
            let mut schedule = Schedule::new().with_ledger(ledger).with_clock(clock);
            schedule.add(every, works).unwrap();
            schedule.start();
            while !ended.load(Ordering::SeqCst) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            schedule.stop().await;
            said.lock().unwrap().clone()
        }
    }
}

fn answer_all() {
    let questions: Vec<Value> = serde_json::from_reader(std::io::stdin()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for question in questions {
        let said = runtime.block_on(answer(question));
        println!("{}", serde_json::to_string(&said).unwrap());
    }
}
