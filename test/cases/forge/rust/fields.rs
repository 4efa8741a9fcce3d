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
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
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
#[serde(remote = "Self", rename_all = "camelCase")]
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
    #[serde(with = "wire::As::<wire::Moment>")]
    pub when: DateTime<Utc>,
    #[serde(default = "Thing::default_price", with = "wire::As::<wire::Exact>")]
    pub price: Decimal,
    #[serde(with = "wire::As::<wire::Values<Vec<wire::Seconds>>>")]
    pub waits: BTreeMap<String, Vec<Duration>>,
}

impl Serialize for Thing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Thing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut raw = Value::deserialize(deserializer)?;
        wire::newer(&mut raw, "oldHat", "hat");
        Self::deserialize(raw).map_err(serde::de::Error::custom)
    }
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
        .route("/ready", get(ready))
        .fallback(absent)
        .method_not_allowed_fallback(absent)
        .layer(axum::middleware::from_fn(wire::observe))
        .with_state(Arc::new(app))
}

async fn health() -> Response {
    wire::healthy("shelf")
}

async fn ready() -> Response {
    wire::readiness("shelf").await
}

async fn absent(request: Request) -> Response {
    wire::absent(&request, "shelf")
}

/// What a request carries beside its input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ctx {
    pub request_id: String,
    pub trace: wire::Trace,
}

impl Ctx {
    /// A context for calls that no request caused.
    pub fn fresh() -> Self {
        Self {
            request_id: wire::fresh_id(),
            trace: wire::Trace::below(None),
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
    /// Reads the settings from the environment; says which are missing or wrong.
    pub fn from_env() -> anyhow::Result<Self> {
        Self::read(|name| std::env::var(name).ok())
    }

    /// Reads the settings with `variable`, which gives the text of an environment variable.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let mut settings = wire::Settings::new(variable);
        let port = settings.parse("PORT");
        let port = port.unwrap_or(8080);

        settings.done()?;
        Ok(Self { port })
    }
}

/// Serves until the process is told to stop; requests under way are finished first.
pub async fn serve(router: Router, config: &Config) -> anyhow::Result<()> {
    serve_when(router, config, || async { Ok(()) }).await
}

/// The same; `ready` is asked by `GET /ready`: whether all is there that requests need, such as a database.
pub async fn serve_when<R, F>(router: Router, config: &Config, ready: R) -> anyhow::Result<()>
where
    R: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    let drain = wire::start(ready)?;
    let listener = tokio::net::TcpListener::bind(("0.0.0.0", config.port)).await?;
    println!("listening on {}", listener.local_addr()?.port());
    axum::serve(listener, router)
        .with_graceful_shutdown(async move {
            stopped().await;
            wire::stop();
            tokio::time::sleep(drain).await;
        })
        .await?;
    wire::flush().await
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
    use axum::middleware::Next;
    use axum::response::Response;
    use chrono::{DateTime, Datelike, Timelike, Utc};
    use rust_decimal::Decimal;
    use serde::de::DeserializeOwned;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::Value;
    use std::collections::BTreeMap;
    use std::marker::PhantomData;
    use std::sync::Arc;
    use std::time::Duration;

    /// A span of a trace as W3C's `traceparent` names it; what a call causes stands below it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Trace {
        pub trace_id: String,
        pub span_id: String,
        /// Whether the trace is kept: whoever began it says so.
        pub sampled: bool,
    }

    impl Trace {
        /// A new span below another one, or the first of a new trace.
        pub fn below(parent: Option<&Self>) -> Self {
            Self {
                trace_id: parent.map_or_else(fresh_id, |parent| parent.trace_id.clone()),
                span_id: fresh_id().split_off(16),
                sampled: parent.is_none_or(|parent| parent.sampled),
            }
        }

        /// The span that a header names; one that is malformed counts as none.
        fn read(header: &str) -> Option<Self> {
            let mut parts = header.split('-');
            let mut hex = |length: usize| {
                let digits = |text: &&str| {
                    let mut bytes = text.bytes();
                    text.len() == length && bytes.all(|byte| b"0123456789abcdef".contains(&byte))
                };
                parts.next().filter(digits)
            };
            let (version, trace_id, span_id, flags) = (hex(2)?, hex(32)?, hex(16)?, hex(2)?);
            let is_zero = |id: &str| id.bytes().all(|byte| byte == b'0');
            if version == "ff" || is_zero(trace_id) || is_zero(span_id) {
                return None;
            }
            if version == "00" && parts.next().is_some() {
                return None;
            }
            Some(Self {
                trace_id: trace_id.to_string(),
                span_id: span_id.to_string(),
                sampled: u8::from_str_radix(flags, 16).is_ok_and(|flags| flags % 2 == 1),
            })
        }
    }

    /// One line of the log; it is about a failure where it holds an error.
    #[derive(Default, Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Line<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        method: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        path: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        #[serde(skip_serializing_if = "Option::is_none")]
        milliseconds: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        request_id: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        trace_id: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        rpc: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<&'a str>,
    }

    /// What stands before every line.
    #[derive(Serialize)]
    struct Entry<'a> {
        time: String,
        level: &'static str,
        service: &'static str,
        #[serde(flatten)]
        line: &'a Line<'a>,
    }

    /// Writes one line of JSON to stderr, where its level is asked for.
    fn log(line: &Line) {
        let (level, name) = match line.error {
            Some(_) => (Level::Error, "error"),
            None => (Level::Info, "info"),
        };
        if host().is_none_or(|host| host.level < level) {
            return;
        }
        let entry = Entry {
            time: time_of(std::time::SystemTime::now()),
            level: name,
            service: SERVICE,
            line,
        };
        if let Ok(text) = serde_json::to_string(&entry) {
            eprintln!("{text}");
        }
    }

    /// A time in UTC as RFC 3339 has it (`civil_from_days` of Howard Hinnant's date algorithms).
    fn time_of(time: std::time::SystemTime) -> String {
        let since = time.duration_since(std::time::UNIX_EPOCH);
        let since = since.unwrap_or_default();
        let (seconds, millis) = (since.as_secs(), since.subsec_millis());
        let days = seconds / 86_400 + 719_468;
        let (era, rest) = (days / 146_097, days % 146_097);
        let years = (rest - rest / 1_460 + rest / 36_524 - rest / 146_096) / 365;
        let rest = rest - (365 * years + years / 4 - years / 100);
        let shifted = (5 * rest + 2) / 153;
        let day = rest - (153 * shifted + 2) / 5 + 1;
        let month = (shifted + 2) % 12 + 1;
        let year = 400 * era + years + u64::from(month < 3);
        let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
    }

    const SERVICE: &str = "shelf";

    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum Level {
        Off,
        Error,
        Info,
    }

    type Checked = std::pin::Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send>>;

    /// What the process tells of itself; there is none until it serves.
    struct Host {
        level: Level,
        stopping: std::sync::atomic::AtomicBool,
        ready: Box<dyn Fn() -> Checked + Send + Sync>,
        collector: Option<Collector>,
    }

    static HOST: std::sync::RwLock<Option<Arc<Host>>> = std::sync::RwLock::new(None);

    fn host() -> Option<Arc<Host>> {
        HOST.read().ok()?.clone()
    }

    impl Host {
        async fn is_ready(&self) -> anyhow::Result<bool> {
            if self.stopping.load(std::sync::atomic::Ordering::SeqCst) {
                return Ok(false);
            }
            (self.ready)().await.map(|()| true)
        }
    }

    /// Reads `LOG`, `DRAIN_MS` and `OTEL_EXPORTER_OTLP_ENDPOINT`, and begins to tell; gives how long requests are accepted
    /// after the service has said that it is no longer ready.
    pub fn start<R, F>(ready: R) -> anyhow::Result<std::time::Duration>
    where
        R: Fn() -> F + Send + Sync + 'static,
        F: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let variable = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
        let mut problems = Vec::new();
        let mut wrong = |problem: &str| problems.push(problem.to_string());
        let level = match variable("LOG").as_deref() {
            Some("off") => Level::Off,
            Some("error") => Level::Error,
            Some("info") | None => Level::Info,
            Some(_) => {
                wrong("LOG must be off, error or info");
                Level::Info
            }
        };
        let drain = variable("DRAIN_MS").map_or(Ok(0), |text| text.parse());
        if drain.is_err() {
            wrong("DRAIN_MS must be a number of milliseconds");
        }
        let endpoint = variable("OTEL_EXPORTER_OTLP_ENDPOINT");
        let endpoint = endpoint.map(|url| Endpoint::read(&url));
        if matches!(endpoint, Some(None)) {
            wrong("OTEL_EXPORTER_OTLP_ENDPOINT must be an address that begins with http://");
        }
        anyhow::ensure!(problems.is_empty(), problems.join("; "));
        let host = Host {
            level,
            stopping: std::sync::atomic::AtomicBool::new(false),
            ready: Box::new(move || Box::pin(ready())),
            collector: endpoint.flatten().map(Collector::start),
        };
        if let Ok(mut current) = HOST.write() {
            *current = Some(Arc::new(host));
        }
        Ok(std::time::Duration::from_millis(drain?))
    }

    /// Says from now on that the service is not ready.
    pub fn stop() {
        if let Some(host) = host() {
            let order = std::sync::atomic::Ordering::SeqCst;
            host.stopping.store(true, order);
        }
    }

    /// Waits until the collector has what is left to tell, or does not answer.
    pub async fn flush() -> anyhow::Result<()> {
        let flush = || {
            if let Some(collector) = host().as_ref().and_then(|host| host.collector.as_ref()) {
                collector.flush();
            }
        };
        Ok(tokio::task::spawn_blocking(flush).await?)
    }

    #[derive(Clone, Copy)]
    enum Kind {
        Server = 2,
    }

    /// A piece of work that is done, as a collector of traces is told of it.
    struct Span {
        trace: Trace,
        parent: Option<Trace>,
        name: String,
        kind: Kind,
        start: std::time::SystemTime,
        end: std::time::SystemTime,
        failed: bool,
        attributes: Value,
    }

    fn attribute(key: &str, value: &str) -> Value {
        serde_json::json!({ "key": key, "value": { "stringValue": value } })
    }

    fn number(key: &str, value: u16) -> Value {
        serde_json::json!({ "key": key, "value": { "intValue": value.to_string() } })
    }

    /// Tells the collector of a span, where there is one.
    fn record(span: impl FnOnce() -> Span) {
        let host = host();
        let collector = host.as_ref().and_then(|host| host.collector.as_ref());
        if let Some(collector) = collector {
            let span = span();
            if span.trace.sampled {
                // What waits while the collector is slow is bounded; more is dropped.
                let _ = collector.messages.try_send(Message::Span(span));
            }
        }
    }

    impl Span {
        /// The JSON form of OTLP.
        fn json(&self) -> Value {
            let nanoseconds = |time: std::time::SystemTime| {
                let since = time.duration_since(std::time::UNIX_EPOCH);
                since.unwrap_or_default().as_nanos().to_string()
            };
            let parent = self.parent.as_ref();
            serde_json::json!({
                "traceId": self.trace.trace_id,
                "spanId": self.trace.span_id,
                "parentSpanId": parent.map_or("", |parent| &parent.span_id),
                "name": self.name,
                "kind": self.kind as u8,
                "startTimeUnixNano": nanoseconds(self.start),
                "endTimeUnixNano": nanoseconds(self.end),
                "attributes": self.attributes,
                "status": { "code": if self.failed { 2 } else { 0 } },
            })
        }
    }

    /// Where spans go, by plain HTTP.
    struct Endpoint {
        authority: String,
        path: String,
    }

    impl Endpoint {
        fn read(url: &str) -> Option<Self> {
            let url = url.strip_prefix("http://")?.trim_end_matches('/');
            let (authority, path) = url.split_at(url.find('/').unwrap_or(url.len()));
            let port = if authority.contains(':') { "" } else { ":80" };
            Some(Self {
                authority: format!("{authority}{port}"),
                path: format!("{path}/v1/traces"),
            })
        }

        /// The first of its addresses that takes a connection in time.
        fn connect(&self) -> anyhow::Result<std::net::TcpStream> {
            use std::net::{TcpStream, ToSocketAddrs};
            let mut failure = None;
            for address in self.authority.to_socket_addrs()? {
                match TcpStream::connect_timeout(&address, ANSWER) {
                    Ok(stream) => return Ok(stream),
                    Err(error) => failure = Some(error),
                }
            }
            Err(failure.map_or_else(|| anyhow::anyhow!("it has no address"), Into::into))
        }

        fn post(&self, body: &str) -> anyhow::Result<()> {
            use std::io::{Read, Write};
            let mut stream = self.connect()?;
            stream.set_read_timeout(Some(ANSWER))?;
            stream.set_write_timeout(Some(ANSWER))?;
            let Self { authority, path } = self;
            write!(
                stream,
                "POST {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\
                 Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            )?;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer)?;
            let status = String::from_utf8_lossy(answer.get(9..12).unwrap_or_default());
            anyhow::ensure!(status.starts_with('2'), "answered {status}");
            Ok(())
        }
    }

    /// How many spans travel together, and how many wait for that at most.
    const BATCH_MAX: usize = 512;
    const WAITING_MAX: usize = 4_096;
    const WAIT: std::time::Duration = std::time::Duration::from_secs(1);
    const ANSWER: std::time::Duration = std::time::Duration::from_secs(5);

    /// What the thread that sends spans is given; it answers a flush when all before it is sent.
    enum Message {
        Span(Span),
        Flush(std::sync::mpsc::Sender<()>),
    }

    /// Sends spans to a collector of OpenTelemetry, many at a time, from a thread of its own.
    struct Collector {
        messages: std::sync::mpsc::SyncSender<Message>,
    }

    impl Collector {
        fn start(endpoint: Endpoint) -> Self {
            let (messages, given) = std::sync::mpsc::sync_channel(WAITING_MAX);
            std::thread::spawn(move || Self::run(&endpoint, &given));
            Self { messages }
        }

        fn flush(&self) {
            let (done, wait) = std::sync::mpsc::channel();
            if self.messages.send(Message::Flush(done)).is_ok() {
                let _ = wait.recv_timeout(2 * ANSWER);
            }
        }

        fn run(endpoint: &Endpoint, messages: &std::sync::mpsc::Receiver<Message>) {
            let mut away = false;
            while let Ok(first) = messages.recv() {
                let due = std::time::Instant::now() + WAIT;
                let mut spans = Vec::new();
                let mut flushed = None;
                let mut next = Some(first);
                while let Some(message) = next.take() {
                    match message {
                        Message::Span(span) => spans.push(span.json()),
                        Message::Flush(done) => flushed = Some(done),
                    }
                    if flushed.is_none() && spans.len() < BATCH_MAX {
                        let left = due.saturating_duration_since(std::time::Instant::now());
                        next = messages.recv_timeout(left).ok();
                    }
                }
                if !spans.is_empty() {
                    let sent = endpoint.post(&batch(&spans).to_string());
                    if let (false, Err(error)) = (away, &sent) {
                        let error = format!("spans are dropped, no collector takes them: {error}");
                        log(&Line {
                            error: Some(&error),
                            ..Line::default()
                        });
                    }
                    away = sent.is_err();
                }
                // Whoever waits for it is told by the end of the channel.
                drop(flushed);
            }
        }
    }

    /// Spans of this service in the JSON form of OTLP.
    fn batch(spans: &[Value]) -> Value {
        let resource = serde_json::json!({ "attributes": [attribute("service.name", SERVICE)] });
        let scope = serde_json::json!([{ "scope": { "name": "flywheel" }, "spans": spans }]);
        serde_json::json!({ "resourceSpans": [{ "resource": resource, "scopeSpans": scope }] })
    }

    /// A JSON answer.
    pub fn respond(status: u16, body: impl Into<Body>) -> Response {
        let mut response = Response::new(body.into());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        response
    }

    /// The id that a request brings along, or a new one where it is none that fits a log.
    fn request_id(request: &Request) -> String {
        let id = request.headers().get("x-request-id");
        id.and_then(|id| id.to_str().ok())
            .filter(|id| {
                (1..=200).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
            })
            .map_or_else(fresh_id, str::to_string)
    }

    /// What a request was for and why it failed, as its handler tells whoever logs it.
    #[derive(Clone, Default)]
    struct Told {
        cause: Option<String>,
    }

    /// Runs one request: its id goes in and out, its span stands below the caller's, and a line tells of it. Who asks whether
    /// the service is up asks often; nothing tells of that.
    pub async fn observe(mut request: Request, next: Next) -> Response {
        let start = std::time::SystemTime::now();
        let method = request.method().to_string();
        let path = request.uri().path().to_string();
        let parent = request.headers().get("traceparent");
        let parent = parent
            .and_then(|text| text.to_str().ok())
            .and_then(Trace::read);
        let ctx = Ctx {
            request_id: request_id(&request),
            trace: Trace::below(parent.as_ref()),
        };
        request.extensions_mut().insert(ctx.clone());
        let mut response = next.run(request).await;
        if let Ok(id) = HeaderValue::from_str(&ctx.request_id) {
            response.headers_mut().insert("x-request-id", id);
        }
        if response.status() == StatusCode::NOT_FOUND {
            // What is not there takes no method either.
            response.headers_mut().remove(header::ALLOW);
        }
        if path == "/health" || path == "/ready" {
            return response;
        }
        let told = response.extensions_mut().remove::<Told>();
        let Told { cause } = told.unwrap_or_default();
        let rpc: Option<String> = None;
        let status = response.status().as_u16();
        let took = start.elapsed().unwrap_or_default();
        log(&Line {
            method: Some(&method),
            path: Some(&path),
            status: Some(status),
            milliseconds: Some(took.as_micros() as f64 / 1_000.0),
            request_id: Some(&ctx.request_id),
            trace_id: Some(&ctx.trace.trace_id),
            rpc: rpc.as_deref(),
            error: cause.as_deref(),
        });
        record(|| Span {
            name: match rpc {
                Some(_) => format!("{method} {path}"),
                None => method.clone(),
            },
            kind: Kind::Server,
            failed: status >= 500,
            attributes: serde_json::json!([
                attribute("http.request.method", &method),
                attribute("url.path", &path),
                number("http.response.status_code", status),
            ]),
            start,
            end: start + took,
            trace: ctx.trace,
            parent,
        });
        response
    }

    /// Says that the service is up.
    pub fn healthy(service: &str) -> Response {
        let body = serde_json::json!({ "status": "ok", "service": service });
        respond(200, body.to_string())
    }

    /// Says whether the service takes requests; a check that fails says no, and is logged.
    pub async fn readiness(service: &str) -> Response {
        let ready = match host() {
            Some(host) => host.is_ready().await,
            None => Ok(true),
        };
        if let Err(error) = &ready {
            log(&Line {
                path: Some("/ready"),
                error: Some(&format!("{error:#}")),
                ..Line::default()
            });
        }
        let (status, said) = if ready.unwrap_or(false) {
            (200, "ready")
        } else {
            (503, "unready")
        };
        let body = serde_json::json!({ "status": said, "service": service });
        respond(status, body.to_string())
    }

    /// Says that there is nothing at this path, or nothing for this method.
    pub fn absent(request: &Request, service: &str) -> Response {
        let message = format!("{service} has nothing at {}", request.uri().path());
        let error = serde_json::json!({ "code": "not-found", "message": message, "details": {} });
        let body = serde_json::json!({ "error": error });
        respond(404, body.to_string())
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

    /// The greatest integer that every reader of JSON's numbers has exactly.
    const SAFE_MAX: f64 = 9_007_199_254_740_991.0;

    /// A 64-bit integer: a string when written, a string or a number when read.
    pub struct Text;

    impl<T: ToString + std::str::FromStr> Codec<T> for Text {
        fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(&value.to_string())
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
            let text = match Value::deserialize(deserializer)? {
                Value::String(text) => text,
                // What JSON's numbers hold beyond, many a reader rounds.
                Value::Number(number) if number.as_f64().is_some_and(|n| n.abs() > SAFE_MAX) => {
                    return Err(serde::de::Error::custom(format!(
                        "{number} must be written as a text"
                    )));
                }
                other => other.to_string(),
            };
            match text.parse::<T>() {
                // One spelling of each: no sign of zero, and no zeros in front.
                Ok(value) if value.to_string() == text => Ok(value),
                _ => Err(serde::de::Error::custom(format!(
                    "{text} is no 64-bit integer"
                ))),
            }
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
            let empty = whole.is_empty() || fraction.is_empty();
            if empty || !number(whole) || !number(fraction) || fraction.len() > 9 {
                return Err(wrong());
            }
            let seconds = whole.parse().map_err(|_| wrong())?;
            let nanos = format!("{fraction:0<9}").parse().map_err(|_| wrong())?;
            Ok(Duration::new(seconds, nanos))
        }
    }

    /// A moment of the years 1 to 9999 in RFC 3339's letters; chrono alone would take leap seconds too.
    pub struct Moment;

    impl Codec<DateTime<Utc>> for Moment {
        fn write<S: Serializer>(value: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
            if is_known(value) {
                Serialize::serialize(value, serializer)
            } else {
                Err(serde::ser::Error::custom("no year of 1 to 9999"))
            }
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
            let text: String = Deserialize::deserialize(deserializer)?;
            let is_spelt = text.is_ascii() && !text.contains([' ', 't', 'z']);
            let moment = DateTime::parse_from_rfc3339(&text).map_err(serde::de::Error::custom)?;
            let utc = moment.to_utc();
            if is_spelt && has_four_digits(&moment) && is_known(&utc) {
                Ok(utc)
            } else {
                Err(serde::de::Error::custom("this is no timestamp"))
            }
        }
    }

    fn is_known(moment: &DateTime<Utc>) -> bool {
        // Chrono counts the second of a leap second on beyond the end of the one before.
        has_four_digits(moment) && moment.nanosecond() < 1_000_000_000
    }

    fn has_four_digits(day: &impl Datelike) -> bool {
        (1..=9999).contains(&day.year())
    }

    /// Decimal digits as text. What does not fit is refused, not rounded.
    pub struct Exact;

    impl Codec<Decimal> for Exact {
        fn write<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(&unsigned(*value))
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
            let text: String = Deserialize::deserialize(deserializer)?;
            let digits = text.strip_prefix('-').unwrap_or(&text);
            let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
            let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            let is_plain = whole == "0" || !whole.is_empty() && !whole.starts_with('0');
            if is_plain && number(whole) && number(part) && !part.is_empty() {
                let value = Decimal::from_str_exact(&text).map_err(serde::de::Error::custom)?;
                Ok(unsigned(value))
            } else {
                Err(serde::de::Error::custom("this is no decimal"))
            }
        }
    }

    /// Zero has no sign.
    fn unsigned(value: Decimal) -> Decimal {
        if value.is_zero() { value.abs() } else { value }
    }

    /// Reads the new key of a field that is still written under its old one. Where both are there, the new one counts.
    pub fn newer(raw: &mut Value, from: &str, to: &str) {
        if let Value::Object(fields) = raw
            && let Some(value) = fields.remove(from)
        {
            fields.insert(to.to_string(), value);
        }
    }

    /// Settings while they are read: every problem is told, not the first alone.
    pub struct Settings<V> {
        variable: V,
        problems: Vec<String>,
    }

    impl<V: Fn(&str) -> Option<String>> Settings<V> {
        pub fn new(variable: V) -> Self {
            Self {
                variable,
                problems: Vec::new(),
            }
        }

        /// One setting that stands in its variable as it does in JSON.
        pub fn parse<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
            let text = (self.variable)(name)?;
            self.taken(name, serde_json::from_str(&text))
        }

        fn taken<T>(&mut self, name: &str, value: serde_json::Result<T>) -> Option<T> {
            let told = |error| self.problems.push(format!("{name} is not right: {error}"));
            value.map_err(told).ok()
        }

        /// Fails with every problem where there is one.
        pub fn done(self) -> anyhow::Result<()> {
            match self.problems.is_empty() {
                true => Ok(()),
                false => Err(anyhow::anyhow!("{}", self.problems.join("; "))),
            }
        }
    }

    /// An id that nobody else makes, from the hasher's random seeds.
    pub fn fresh_id() -> String {
        use std::hash::{BuildHasher, RandomState};
        let half = || RandomState::new().hash_one(std::process::id());
        format!("{:016x}{:016x}", half(), half())
    }
}
