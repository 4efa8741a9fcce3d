// Stamped by Flywheel from the intent of `desk`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=desk digest=… templates=…
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
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::sync::Arc;

/// Where to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", tag = "type", rename_all_fields = "camelCase")]
pub enum Route {
    /// Slowly.
    #[serde(rename = "by-sea")]
    BySea {
        port: String,
        #[serde(
            default = "Route::default_by_sea_days",
            with = "wire::As::<wire::Text>"
        )]
        days: i64,
    },
    #[serde(rename = "air")]
    ByAir,
    #[serde(rename = "back")]
    Back {
        of: Box<Route>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last: Option<Box<Stop>>,
    },
    /// A case that this version does not know, as it came.
    #[serde(skip)]
    Unknown(Value),
}

impl Route {
    const CASES: &[&str] = &["by-sea", "air", "back"];

    fn default_by_sea_days() -> i64 {
        12
    }
}

impl Serialize for Route {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown(raw) => raw.serialize(serializer),
            known => Self::serialize(known, serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Route {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Value::deserialize(deserializer)?;
        match raw.get("type").and_then(Value::as_str) {
            Some(case) if Self::CASES.contains(&case) => {
                Self::deserialize(raw).map_err(serde::de::Error::custom)
            }
            Some(_) => Ok(Self::Unknown(raw)),
            None => Err(serde::de::Error::custom("expected a case as `type`")),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stop {
    pub reached_by: Route,
    pub others: Vec<Route>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<Stop>>,
}

/// Values for tests: `UserProfile { id: 7, ..a_user_profile() }`.
pub mod builders {
    pub fn a_route() -> super::Route {
        super::Route::BySea {
            port: "port".to_string(),
            days: 12,
        }
    }

    pub fn a_stop() -> super::Stop {
        super::Stop {
            reached_by: a_route(),
            others: Vec::new(),
            before: None,
        }
    }
}

/// All that this service does; whoever implements the parts implements the whole.
pub trait Desk: Send + Sync + 'static {}

impl<T> Desk for T where T: Send + Sync + 'static {}

/// The routes of this service over what custom code implements.
pub fn router<A: Desk>(app: A) -> Router {
    Router::new()
        .route("/health", get(health))
        .fallback(absent)
        .method_not_allowed_fallback(absent)
        .with_state(Arc::new(app))
}

async fn health(request: Request) -> Response {
    wire::healthy(&request, "desk")
}

async fn absent(request: Request) -> Response {
    wire::absent(&request, "desk")
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

/// What this service uses of `bell`.
pub mod bell {
    use super::wire;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::Value;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(remote = "Self", tag = "type", rename_all_fields = "camelCase")]
    pub enum Tune {
        #[serde(rename = "hum")]
        Hum {
            #[serde(with = "wire::As::<wire::Finite>")]
            hertz: f64,
        },
        #[serde(rename = "rest")]
        Rest,
        /// A case that this version does not know, as it came.
        #[serde(skip)]
        Unknown(Value),
    }

    impl Tune {
        const CASES: &[&str] = &["hum", "rest"];
    }

    impl Serialize for Tune {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::Unknown(raw) => raw.serialize(serializer),
                known => Self::serialize(known, serializer),
            }
        }
    }

    impl<'de> Deserialize<'de> for Tune {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let raw = Value::deserialize(deserializer)?;
            match raw.get("type").and_then(Value::as_str) {
                Some(case) if Self::CASES.contains(&case) => {
                    Self::deserialize(raw).map_err(serde::de::Error::custom)
                }
                Some(_) => Ok(Self::Unknown(raw)),
                None => Err(serde::de::Error::custom("expected a case as `type`")),
            }
        }
    }

    /// Values for tests: `UserProfile { id: 7, ..a_user_profile() }`.
    pub mod builders {
        pub fn a_tune() -> super::Tune {
            super::Tune::Hum { hertz: 1.0 }
        }
    }
}

/// How values travel.
mod wire {
    use super::Ctx;
    use axum::body::Body;
    use axum::extract::Request;
    use axum::http::{HeaderValue, StatusCode, header};
    use axum::response::Response;
    use serde::de::DeserializeOwned;
    use serde::{Deserialize, Deserializer, Serializer};
    use serde_json::Value;
    use std::marker::PhantomData;

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

    /// A number: NaN and the infinities have no place on the wire.
    pub struct Finite;

    impl Codec<f64> for Finite {
        fn write<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
            if value.is_finite() {
                serializer.serialize_f64(*value)
            } else {
                Err(serde::ser::Error::custom("NaN and infinities are refused"))
            }
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
            Deserialize::deserialize(deserializer)
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
