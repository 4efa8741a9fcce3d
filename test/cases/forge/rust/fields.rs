// Stamped by Flywheel from the intent of `shelf`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=shelf digest=… templates=…
//! Things.
#![allow(
    clippy::approx_constant,
    clippy::doc_lazy_continuation,
    clippy::doc_overindented_list_items,
    clippy::large_enum_variant,
    clippy::result_large_err,
    clippy::type_complexity,
    clippy::wrong_self_convention,
    reason = "names, numbers, sizes and docs are those of the intent"
)]

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(from = "String")]
pub enum Mood {
    Calm,
    /// Beware.
    Wild,
    /// A value that this version does not know, as it came.
    Unknown(String),
}

impl Mood {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Calm => "calm",
            Self::Wild => "WILD",
            Self::Unknown(raw) => raw,
        }
    }
}

impl From<String> for Mood {
    fn from(raw: String) -> Self {
        match raw.as_str() {
            "calm" => Self::Calm,
            "WILD" => Self::Wild,
            _ => Self::Unknown(raw),
        }
    }
}

impl fmt::Display for Mood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Mood {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Thing {
    #[serde(with = "wire::As::<wire::Text>")]
    pub id: i64,
    #[serde(default = "Thing::default_mood")]
    pub mood: Mood,
    #[serde(default = "Thing::default_type_")]
    pub type_: String,
    #[serde(
        rename = "hat",
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<Option<wire::Text>>"
    )]
    pub old_hat: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Box<Thing>>,
    pub when: DateTime<Utc>,
    #[serde(default = "Thing::default_price", with = "wire::As::<wire::Exact>")]
    pub price: Decimal,
    #[serde(with = "wire::As::<wire::Values<Vec<wire::Seconds>>>")]
    pub waits: BTreeMap<String, Vec<Duration>>,
}

impl Thing {
    fn default_mood() -> Mood {
        Mood::Wild
    }

    fn default_type_() -> String {
        "x".to_string()
    }

    fn default_price() -> Decimal {
        Decimal::new(150, 2)
    }
}

/// Values for tests: `UserProfile { id: 7, ..a_user_profile() }`.
pub mod builders {
    use chrono::DateTime;
    use rust_decimal::Decimal;
    use std::collections::BTreeMap;

    pub fn a_thing() -> super::Thing {
        super::Thing {
            id: 1,
            mood: super::Mood::Wild,
            type_: "x".to_string(),
            old_hat: None,
            next: None,
            when: DateTime::UNIX_EPOCH,
            price: Decimal::new(150, 2),
            waits: BTreeMap::new(),
        }
    }
}

/// All that this service does; whoever implements the parts implements the whole.
pub trait Shelf: Send + Sync + 'static {}

impl<T> Shelf for T where T: Send + Sync + 'static {}

/// The routes of this service over what custom code implements.
pub fn router<A: Shelf>(app: A) -> Router {
    Router::new()
        .route("/health", get(health))
        .fallback(absent)
        .method_not_allowed_fallback(absent)
        .with_state(Arc::new(app))
}

async fn health(request: Request) -> Response {
    wire::healthy(&request, "shelf")
}

async fn absent(request: Request) -> Response {
    wire::absent(&request, "shelf")
}

/// What a request carries beside its input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ctx {
    pub request_id: String,
}

impl Ctx {
    /// A context for calls that no request caused.
    pub fn fresh() -> Self {
        Self {
            request_id: wire::fresh_id(),
        }
    }
}

/// Settings, read from the environment and checked at start.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// 0 picks a free one.
    pub port: u16,
}

impl Config {
    /// Reads the settings from the environment; says which one is missing or wrong.
    pub fn from_env() -> anyhow::Result<Self> {
        Self::read(|name| std::env::var(name).ok())
    }

    /// Reads the settings with `variable`, which gives the text of an environment variable.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let port = wire::setting(&variable, "PORT")?;
        let port = port.unwrap_or(8080);

        Ok(Self { port })
    }
}

/// Serves until the process is told to stop; requests under way are finished first.
pub async fn serve(router: Router, config: &Config) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(("0.0.0.0", config.port)).await?;
    println!("listening on {}", listener.local_addr()?.port());
    axum::serve(listener, router)
        .with_graceful_shutdown(stopped())
        .await?;
    Ok(())
}

async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        },
        Err(_) => drop(interrupted.await),
    }
}

/// How values travel.
mod wire {
    use super::Ctx;
    use axum::body::Body;
    use axum::extract::Request;
    use axum::http::{HeaderValue, StatusCode, header};
    use axum::response::Response;
    use rust_decimal::Decimal;
    use serde::de::DeserializeOwned;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::Value;
    use std::collections::BTreeMap;
    use std::marker::PhantomData;
    use std::time::Duration;

    /// A JSON answer.
    pub fn respond(status: u16, body: impl Into<Body>) -> Response {
        let mut response = Response::new(body.into());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        response
    }

    /// The context that a request brings along, or a fresh one where its id is none that fits a log.
    fn context(request: &Request) -> Ctx {
        let id = request.headers().get("x-request-id");
        id.and_then(|id| id.to_str().ok())
            .filter(|id| {
                (1..=200).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
            })
            .map_or_else(Ctx::fresh, |id| Ctx {
                request_id: id.to_string(),
            })
    }

    /// The answer with the request's id on it.
    fn tagged(request_id: &str, mut response: Response) -> Response {
        if let Ok(id) = HeaderValue::from_str(request_id) {
            response.headers_mut().insert("x-request-id", id);
        }
        response
    }

    /// Says that the service is up.
    pub fn healthy(request: &Request, service: &str) -> Response {
        let body = serde_json::json!({ "status": "ok", "service": service });
        tagged(&context(request).request_id, respond(200, body.to_string()))
    }

    /// Says that there is nothing at this path, or nothing for this method.
    pub fn absent(request: &Request, service: &str) -> Response {
        let message = format!("{service} has nothing at {}", request.uri().path());
        let error = serde_json::json!({ "code": "not-found", "message": message, "details": {} });
        let body = serde_json::json!({ "error": error });
        tagged(&context(request).request_id, respond(404, body.to_string()))
    }

    /// How a value travels where serde's own way is not the wire's.
    #[allow(dead_code, reason = "some services only write, others only read")]
    pub trait Codec<T> {
        fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
    }

    /// A codec as serde's `with` wants it.
    pub struct As<C>(PhantomData<C>);

    impl<C> As<C> {
        pub fn serialize<T, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
        where
            C: Codec<T>,
        {
            C::write(value, serializer)
        }

        pub fn deserialize<'de, T, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>
        where
            C: Codec<T>,
        {
            C::read(deserializer)
        }
    }

    /// A value together with its codec.
    pub struct Coded<T, C>(T, PhantomData<C>);

    /// The value that was read.
    pub fn plain<T, C>(coded: Coded<T, C>) -> T {
        coded.0
    }

    impl<'de, T, C: Codec<T>> Deserialize<'de> for Coded<T, C> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Ok(Self(C::read(deserializer)?, PhantomData))
        }
    }

    /// A borrowed value together with its codec.
    struct Lent<'a, T, C>(&'a T, PhantomData<C>);

    impl<T, C: Codec<T>> Serialize for Lent<'_, T, C> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            C::write(self.0, serializer)
        }
    }

    impl<T, C: Codec<T>> Codec<Option<T>> for Option<C> {
        fn write<S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
            match value {
                Some(value) => serializer.serialize_some(&Lent::<T, C>(value, PhantomData)),
                None => serializer.serialize_none(),
            }
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
            let read: Option<Coded<T, C>> = Deserialize::deserialize(deserializer)?;
            Ok(read.map(plain))
        }
    }

    impl<T, C: Codec<T>> Codec<Vec<T>> for Vec<C> {
        fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(value.iter().map(|item| Lent::<T, C>(item, PhantomData)))
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
            let read: Vec<Coded<T, C>> = Deserialize::deserialize(deserializer)?;
            Ok(read.into_iter().map(plain).collect())
        }
    }

    /// A map whose values have a codec.
    pub struct Values<C>(PhantomData<C>);

    impl<K, T, C> Codec<BTreeMap<K, T>> for Values<C>
    where
        K: Serialize + DeserializeOwned + Ord,
        C: Codec<T>,
    {
        fn write<S: Serializer>(value: &BTreeMap<K, T>, serializer: S) -> Result<S::Ok, S::Error> {
            let lent = |(key, item)| (key, Lent::<T, C>(item, PhantomData));
            serializer.collect_map(value.iter().map(lent))
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<K, T>, D::Error> {
            let read: BTreeMap<K, Coded<T, C>> = Deserialize::deserialize(deserializer)?;
            let plain = |(key, item)| (key, plain(item));
            Ok(read.into_iter().map(plain).collect())
        }
    }

    /// A 64-bit integer: a string when written, a string or a number when read.
    pub struct Text;

    impl<T: ToString + std::str::FromStr> Codec<T> for Text {
        fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(&value.to_string())
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
            let text = match Value::deserialize(deserializer)? {
                Value::String(text) => text,
                other => other.to_string(),
            };
            let wrong = |_| serde::de::Error::custom(format!("{text} is no 64-bit integer"));
            text.parse().map_err(wrong)
        }
    }

    /// A span of time: seconds with a fraction and an `s`.
    pub struct Seconds;

    impl Codec<Duration> for Seconds {
        fn write<S: Serializer>(value: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
            let text = match value.subsec_nanos() {
                0 => format!("{}s", value.as_secs()),
                nanos => {
                    let text = format!("{}.{nanos:09}", value.as_secs());
                    format!("{}s", text.trim_end_matches('0'))
                }
            };
            serializer.serialize_str(&text)
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
            let text: String = Deserialize::deserialize(deserializer)?;
            let wrong = || serde::de::Error::custom(format!("{text} is no duration such as 1.5s"));
            let digits = text.strip_suffix('s').ok_or_else(wrong)?;
            let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
            let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            if whole.is_empty() || !number(whole) || !number(fraction) || fraction.len() > 9 {
                return Err(wrong());
            }
            let seconds = whole.parse().map_err(|_| wrong())?;
            let nanos = format!("{fraction:0<9}").parse().map_err(|_| wrong())?;
            Ok(Duration::new(seconds, nanos))
        }
    }

    /// Decimal digits as text. What does not fit is refused, not rounded.
    pub struct Exact;

    impl Codec<Decimal> for Exact {
        fn write<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(value)
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
            let text: String = Deserialize::deserialize(deserializer)?;
            let digits = text.strip_prefix('-').unwrap_or(&text);
            let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
            let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            if number(whole) && number(part) && !whole.is_empty() && !part.is_empty() {
                Decimal::from_str_exact(&text).map_err(serde::de::Error::custom)
            } else {
                Err(serde::de::Error::custom("this is no decimal"))
            }
        }
    }

    /// Reads one setting: plain text where the type is text on the wire, else JSON.
    pub fn setting<T: DeserializeOwned>(
        variable: &impl Fn(&str) -> Option<String>,
        name: &str,
    ) -> anyhow::Result<Option<T>> {
        let Some(text) = variable(name) else {
            return Ok(None);
        };
        let plain = serde_json::from_value(Value::String(text.clone()));
        let value = plain.or_else(|error| serde_json::from_str(&text).map_err(|_| error));
        value
            .map(Some)
            .map_err(|error| anyhow::anyhow!("{name} is not right: {error}"))
    }

    /// An id that nobody else makes, from the hasher's random seeds.
    pub fn fresh_id() -> String {
        use std::hash::{BuildHasher, RandomState};
        let half = || RandomState::new().hash_one(std::process::id());
        format!("{:016x}{:016x}", half(), half())
    }
}
