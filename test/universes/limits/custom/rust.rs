use crate::generated::desk_python::{self, DeskPythonClient};
use crate::generated::{
    AskOn, AskOnError, AskOnIn, Ctx, LookUp, LookUpError, LookUpIn, PlaceOrder, PlaceOrderError,
    PlaceOrderIn, Ran, RanError, RanIn, Relay, RelayError, RelayIn, SoldOut,
};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A desk that counts.
#[derive(Debug, Default)]
pub struct App {
    counts: Mutex<BTreeMap<String, i32>>,
}

impl App {
    pub fn new() -> Self {
        Self::default()
    }

    fn count(&self, name: String) -> i32 {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let now = counts.entry(name).or_default();
        *now += 1;
        *now
    }
}

/// How long something takes.
async fn take(milliseconds: i32) {
    tokio::time::sleep(Duration::from_millis(milliseconds.unsigned_abs().into())).await;
}

/// What a failed call is called in the other languages.
fn told(error: &anyhow::Error) -> String {
    let text = format!("{error:#}");
    let codes = ["no answer in", "answered 504 timeout", "answered "];
    match codes.iter().position(|code| text.contains(code)) {
        Some(0 | 1) => "failed: timeout".to_string(),
        Some(_) => format!("failed: {text}"),
        None => "failed: unavailable".to_string(),
    }
}

impl PlaceOrder for App {
    async fn place_order(&self, _: &Ctx, input: PlaceOrderIn) -> Result<i32, PlaceOrderError> {
        let PlaceOrderIn { item, takes_ms } = input;
        let number = self.count(format!("place {item}"));
        if item.starts_with("none") {
            return Err(SoldOut { item }.into());
        }
        if item.starts_with("broken") && number == 1 {
            return Err(anyhow::anyhow!("broken once").into());
        }
        take(takes_ms).await;
        self.count(format!("placed {item}"));
        Ok(number)
    }
}

impl LookUp for App {
    async fn look_up(&self, _: &Ctx, input: LookUpIn) -> Result<String, LookUpError> {
        let LookUpIn { item, takes_ms } = input;
        self.count(format!("look {item}"));
        take(takes_ms).await;
        self.count(format!("looked {item}"));
        Ok(format!("this is {item}"))
    }
}

async fn look_up(ctx: &Ctx, url: String, item: String, takes_ms: i32) -> String {
    let input = desk_python::LookUpIn { item, takes_ms };
    match DeskPythonClient::new(url).look_up(ctx, input).await {
        Ok(text) => text,
        Err(desk_python::LookUpError::Internal(error)) => told(&error),
    }
}

impl AskOn for App {
    async fn ask_on(&self, ctx: &Ctx, input: AskOnIn) -> Result<String, AskOnError> {
        Ok(look_up(ctx, input.url, input.item, input.takes_ms).await)
    }
}

impl Ran for App {
    async fn ran(&self, _: &Ctx, _: RanIn) -> Result<BTreeMap<String, i32>, RanError> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(counts.clone())
    }
}

impl Relay for App {
    async fn relay(&self, ctx: &Ctx, input: RelayIn) -> Result<String, RelayError> {
        let start = Instant::now();
        let RelayIn {
            url,
            rpc,
            item,
            takes_ms,
            key,
        } = input;
        let said = if rpc == "place-order" {
            let desk = DeskPythonClient::new(url);
            let order = desk_python::PlaceOrderIn { item, takes_ms };
            let answer = match key {
                Some(key) => desk.with_key(key).place_order(ctx, order).await,
                None => desk.place_order(ctx, order).await,
            };
            match answer {
                Ok(number) => number.to_string(),
                Err(desk_python::PlaceOrderError::SoldOut(error)) => {
                    format!("sold out: {}", error.item)
                }
                Err(desk_python::PlaceOrderError::Internal(error)) => told(&error),
            }
        } else {
            look_up(ctx, url, item, takes_ms).await
        };
        let after = start.elapsed().as_millis();
        Ok(format!("{said} after {after}"))
    }
}

#[cfg(test)]
mod tests {
    use crate::generated::keys::{Answers, KeptAnswer, MemoryAnswers};
    use std::time::Duration;

    #[tokio::test]
    async fn of_many_answers_the_newest_are_kept() -> anyhow::Result<()> {
        let answers = MemoryAnswers::new(2);
        let time = Duration::from_secs(60);
        let answer = KeptAnswer {
            status: 200,
            body: Vec::new(),
        };
        for key in ["runs", "a", "b", "c"] {
            assert_eq!(answers.take(key, "digest", time).await?, None);
            if key != "runs" {
                answers.keep(key, answer.clone()).await?;
            }
        }
        assert!(answers.take("runs", "digest", time).await?.is_some());
        assert!(answers.take("c", "digest", time).await?.is_some());
        assert_eq!(answers.take("a", "digest", time).await?, None);
        answers.forget("c").await?;
        assert_eq!(answers.take("c", "digest", time).await?, None);
        Ok(())
    }
}
