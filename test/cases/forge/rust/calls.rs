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

use anyhow::Context;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TooLate {
    pub minutes: i32,
}

impl TooLate {
    pub const CODE: &str = "too-late";
    pub const STATUS: u16 = 410;
}

impl fmt::Display for TooLate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too late")
    }
}

impl std::error::Error for TooLate {}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Booked {
    pub row: i32,
}

/// What `book` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BookIn {
    pub row: i32,
}

/// Why `book` fails.
#[derive(Debug)]
pub enum BookError {
    TooLate(TooLate),
    NoAnswer(bell::NoAnswer),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<TooLate> for BookError {
    fn from(error: TooLate) -> Self {
        Self::TooLate(error)
    }
}

impl From<bell::NoAnswer> for BookError {
    fn from(error: bell::NoAnswer) -> Self {
        Self::NoAnswer(error)
    }
}

impl From<anyhow::Error> for BookError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for BookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLate(error) => error.fmt(f),
            Self::NoAnswer(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BookError {}

impl wire::Refuse for BookError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::TooLate(error) => {
                let status = TooLate::STATUS;
                let code = TooLate::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::NoAnswer(error) => {
                let status = bell::NoAnswer::STATUS;
                let code = bell::NoAnswer::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Values for tests: `UserProfile { id: 7, ..a_user_profile() }`.
pub mod builders {
    pub fn a_booked() -> super::Booked {
        super::Booked { row: 1 }
    }
}

/// Books a seat.
pub trait Book: Send + Sync + 'static {
    fn book(&self, ctx: &Ctx, input: BookIn)
    -> impl Future<Output = Result<i64, BookError>> + Send;
}

/// Hears `bell/rang`.
pub trait Answer: Send + Sync + 'static {
    fn answer(
        &self,
        ctx: &Ctx,
        event: bell::Rang,
    ) -> impl Future<Output = anyhow::Result<()>> + Send;
}

/// All that this service does; whoever implements the parts implements the whole.
pub trait Desk: Send + Sync + 'static
where
    Self: Book,
    Self: Answer,
{
}

impl<T> Desk for T
where
    T: Send + Sync + 'static,
    T: Book,
    T: Answer,
{
}

/// The routes of this service over what custom code implements.
pub fn router<A: Desk>(app: A) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/rpc/book", post(post_book::<A>))
        .route("/events/bell/rang", post(hear_answer::<A>))
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

async fn post_book<A: Book>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        type Travels = wire::Text;
        let answer = app.book(&ctx, input).await;
        answer.map(wire::coded::<_, Travels>)
    })
    .await
}

async fn hear_answer<A: Answer>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::hear(request, |wire::Call { ctx, input }| async move {
        app.answer(&ctx, input).await
    })
    .await
}

/// Sends this service's events to every address in `EVENTS_URL`, which commas separate.
#[derive(Debug, Clone)]
pub struct Publisher {
    peers: Vec<wire::Peer>,
}

impl Publisher {
    /// Publishes to the addresses in `EVENTS_URL`; to nobody where it is not set.
    pub fn from_env() -> Self {
        let urls = std::env::var("EVENTS_URL").unwrap_or_default();
        Self::to(urls.split(',').map(str::trim).filter(|url| !url.is_empty()))
    }

    /// Publishes to these addresses.
    pub fn to<U: Into<String>>(urls: impl IntoIterator<Item = U>) -> Self {
        let urls = urls.into_iter();
        let peers = urls.map(|url| wire::Peer::new("a listener", url));
        Self {
            peers: peers.collect(),
        }
    }

    pub async fn booked(&self, event: &Booked) -> anyhow::Result<()> {
        wire::publish(&self.peers, "desk", "booked", event).await
    }
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
    pub rows: u32,
    pub sign: String,
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

        let rows = wire::setting(&variable, "ROWS")?;
        let rows = rows.unwrap_or(9);
        if rows < 1 {
            let wrong = "ROWS is below 1";
            anyhow::bail!(wrong);
        }
        if rows > 40 {
            let wrong = "ROWS is above 40";
            anyhow::bail!(wrong);
        }

        let sign = wire::setting(&variable, "SIGN")?;
        let sign = Context::context(sign, "SIGN is not set")?;

        Ok(Self { port, rows, sign })
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
    use super::{Ctx, wire};
    use chrono::{DateTime, Utc};
    use serde::{Deserialize, Serialize};
    use std::fmt;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct NoAnswer {
        #[serde(with = "wire::As::<wire::Text>")]
        pub tries: u64,
    }

    impl NoAnswer {
        pub const CODE: &str = "no-answer";
        pub const STATUS: u16 = 400;
    }

    impl fmt::Display for NoAnswer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("no answer")
        }
    }

    impl std::error::Error for NoAnswer {}

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Rang {
        pub at: DateTime<Utc>,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub struct RingIn {}

    /// Why `ring` fails.
    #[derive(Debug)]
    pub enum RingError {
        NoAnswer(NoAnswer),
        /// Nothing that is declared: a caller sees a 500 with the request id.
        Internal(anyhow::Error),
    }

    impl From<NoAnswer> for RingError {
        fn from(error: NoAnswer) -> Self {
            Self::NoAnswer(error)
        }
    }

    impl From<anyhow::Error> for RingError {
        fn from(error: anyhow::Error) -> Self {
            Self::Internal(error)
        }
    }

    impl fmt::Display for RingError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                Self::NoAnswer(error) => error.fmt(f),
                Self::Internal(error) => error.fmt(f),
            }
        }
    }

    impl std::error::Error for RingError {}

    impl wire::Recall for RingError {
        fn recall(refused: wire::Refused) -> Self {
            if refused.code == NoAnswer::CODE {
                return match refused.details() {
                    Ok(error) => Self::NoAnswer(error),
                    Err(error) => Self::Internal(error),
                };
            }
            Self::Internal(refused.into_error())
        }
    }

    /// Values for tests: `UserProfile { id: 7, ..a_user_profile() }`.
    pub mod builders {
        use chrono::DateTime;

        pub fn a_rang() -> super::Rang {
            super::Rang {
                at: DateTime::UNIX_EPOCH,
            }
        }
    }

    /// Calls the rpcs of `bell`.
    #[derive(Debug, Clone)]
    pub struct BellClient {
        peer: wire::Peer,
    }

    impl BellClient {
        /// A client of the address in `BELL_URL`.
        pub fn from_env() -> anyhow::Result<Self> {
            let peer = wire::Peer::from_env("bell", "BELL_URL")?;
            Ok(Self { peer })
        }

        /// A client of this address, such as `http://127.0.0.1:8080`.
        pub fn new(url: impl Into<String>) -> Self {
            let peer = wire::Peer::new("bell", url);
            Self { peer }
        }

        pub async fn ring(&self, ctx: &Ctx, input: RingIn) -> Result<Vec<i64>, RingError> {
            type Travels = Vec<wire::Text>;
            let answer = self.peer.call(ctx, "rpc/ring", &input).await;
            answer.map(wire::plain::<_, Travels>)
        }
    }
}

/// How values travel.
mod wire {
    use super::Ctx;
    use axum::body::{Body, Bytes};
    use axum::extract::Request;
    use axum::http::{HeaderValue, StatusCode, header};
    use axum::response::Response;
    use hyper_util::client::legacy::Client;
    use hyper_util::client::legacy::connect::HttpConnector;
    use hyper_util::rt::TokioExecutor;
    use serde::de::DeserializeOwned;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
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

    /// The most that a body may hold, in bytes.
    const BODY_MAX: usize = 16 * 1024 * 1024;

    /// Why a request is not answered with its output.
    pub struct Refusal {
        status: u16,
        code: &'static str,
        message: String,
        details: Value,
        /// What went wrong, for the log alone.
        cause: Option<String>,
    }

    impl Refusal {
        /// A declared error with its fields.
        pub fn declared<T: Serialize + ToString>(
            status: u16,
            code: &'static str,
            error: &T,
        ) -> Self {
            match serde_json::to_value(error) {
                Ok(details) => Self {
                    status,
                    code,
                    message: error.to_string(),
                    details,
                    cause: None,
                },
                Err(error) => Self::internal(&error.into()),
            }
        }

        /// Anything that is not declared; only the log tells what it was.
        pub fn internal(error: &anyhow::Error) -> Self {
            Self {
                status: 500,
                code: "internal",
                message: "internal error".to_string(),
                details: Value::Null,
                cause: Some(format!("{error:#}")),
            }
        }

        fn invalid(message: String) -> Self {
            Self {
                status: 400,
                code: "invalid-argument",
                message,
                details: Value::Null,
                cause: None,
            }
        }

        fn into_response(self, request_id: &str) -> Response {
            let mut details = self.details;
            if let Some(cause) = self.cause {
                eprintln!("request {request_id}: {cause}");
                details = serde_json::json!({ "requestId": request_id });
            }
            if details.is_null() {
                details = serde_json::json!({});
            }
            let error = serde_json::json!({
                "code": self.code,
                "message": self.message,
                "details": details,
            });
            let body = serde_json::json!({ "error": error });
            respond(self.status, body.to_string())
        }
    }

    /// An error that knows how it is told to a caller.
    pub trait Refuse {
        fn refuse(self) -> Refusal;
    }

    impl Refuse for anyhow::Error {
        fn refuse(self) -> Refusal {
            Refusal::internal(&self)
        }
    }

    /// The body of a request as what the handler takes.
    async fn read<I: DeserializeOwned>(request: Request) -> Result<I, Refusal> {
        let body = axum::body::to_bytes(request.into_body(), BODY_MAX).await;
        let body = body.map_err(|error| Refusal::invalid(error.to_string()))?;
        // Serde would take a list for an object, item by item.
        if body.trim_ascii_start().first() != Some(&b'{') {
            return Err(Refusal::invalid("expected an object".to_string()));
        }
        serde_json::from_slice(&body).map_err(|error| Refusal::invalid(error.to_string()))
    }

    /// What a handler is called with.
    pub struct Call<I> {
        pub ctx: Ctx,
        pub input: I,
    }

    /// Waits for a handler; one that panics fails alone.
    async fn settle<O, E, F>(run: F) -> Result<O, Refusal>
    where
        O: Send + 'static,
        E: Refuse + Send + 'static,
        F: Future<Output = Result<O, E>> + Send + 'static,
    {
        match tokio::spawn(run).await {
            Ok(done) => done.map_err(Refuse::refuse),
            Err(panic) => Err(Refusal::internal(&panic.into())),
        }
    }

    /// The answer, or why there is none, with the request's id on it.
    fn finish(request_id: &str, answer: Result<Response, Refusal>) -> Response {
        let response = answer.unwrap_or_else(|refusal| refusal.into_response(request_id));
        tagged(request_id, response)
    }

    /// Answers one rpc: the bare output, a declared error, or why there is none.
    pub async fn answer<I, O, E, F>(request: Request, run: impl FnOnce(Call<I>) -> F) -> Response
    where
        I: DeserializeOwned,
        O: Serialize + Send + 'static,
        E: Refuse + Send + 'static,
        F: Future<Output = Result<O, E>> + Send + 'static,
    {
        let ctx = context(&request);
        let request_id = ctx.request_id.clone();
        let answer = async {
            let input = read(request).await?;
            let work = run(Call { ctx, input });
            let work = REQUEST.scope(request_id.clone(), work);
            let output = settle(work).await?;
            let body = serde_json::to_vec(&output);
            let body = body.map_err(|error| Refusal::internal(&error.into()))?;
            Ok(respond(200, body))
        };
        finish(&request_id, answer.await)
    }

    /// A CloudEvent, as far as a listener reads it.
    #[derive(Deserialize)]
    struct Envelope<T> {
        data: T,
    }

    /// Takes one event; an empty answer says that it was dealt with.
    pub async fn hear<I, F>(request: Request, run: impl FnOnce(Call<I>) -> F) -> Response
    where
        I: DeserializeOwned,
        F: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let ctx = context(&request);
        let request_id = ctx.request_id.clone();
        let answer = async {
            let envelope: Envelope<I> = read(request).await?;
            let input = envelope.data;
            let work = run(Call { ctx, input });
            let work = REQUEST.scope(request_id.clone(), work);
            settle(work).await?;
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NO_CONTENT;
            Ok(response)
        };
        finish(&request_id, answer.await)
    }

    /// How long another service may take.
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);
    /// The most that an answer may hold, in bytes.
    const ANSWER_MAX: usize = 64 * 1024 * 1024;

    type HttpClient = Client<HttpConnector, Body>;

    /// One address that is called.
    #[derive(Debug, Clone)]
    pub struct Peer {
        name: &'static str,
        url: String,
        http: HttpClient,
    }

    impl Peer {
        pub fn new(name: &'static str, url: impl Into<String>) -> Self {
            let executor = TokioExecutor::new();
            Self {
                name,
                url: url.into().trim_end_matches('/').to_string(),
                http: Client::builder(executor).build_http(),
            }
        }

        pub fn from_env(name: &'static str, variable: &str) -> anyhow::Result<Self> {
            let url = std::env::var(variable);
            let url = url.map_err(|_| anyhow::anyhow!("{variable} is not set"))?;
            Ok(Self::new(name, url))
        }

        /// Calls an rpc and reads its output, or the error that it declares.
        pub async fn call<I, O, E>(&self, ctx: &Ctx, path: &str, input: &I) -> Result<O, E>
        where
            I: Serialize,
            O: DeserializeOwned,
            E: Recall + From<anyhow::Error>,
        {
            let body = serde_json::to_vec(input).map_err(anyhow::Error::new)?;
            let (status, answer) = self.post(ctx, path, "application/json", body).await?;
            if status == 200 {
                let output = serde_json::from_slice(&answer).map_err(anyhow::Error::new);
                return Ok(output.map_err(|error| error.context(self.about(path)))?);
            }
            Err(E::recall(Refused::read(self.about(path), status, &answer)))
        }

        fn about(&self, path: &str) -> String {
            format!("{} at {}/{path}", self.name, self.url)
        }

        /// Posts a body and gives the status and the body of the answer.
        async fn post(
            &self,
            ctx: &Ctx,
            path: &str,
            content_type: &str,
            body: Vec<u8>,
        ) -> anyhow::Result<(u16, Bytes)> {
            let request = axum::http::Request::post(format!("{}/{path}", self.url))
                .header("content-type", content_type)
                .header("x-request-id", &ctx.request_id)
                .body(Body::from(body))?;
            let exchange = async {
                let response = self.http.request(request).await?;
                let status = response.status().as_u16();
                let body = Body::new(response.into_body());
                Ok((status, axum::body::to_bytes(body, ANSWER_MAX).await?))
            };
            let answer = match tokio::time::timeout(PATIENCE, exchange).await {
                Ok(answer) => answer,
                Err(_) => Err(anyhow::anyhow!("no answer in {} s", PATIENCE.as_secs())),
            };
            answer.map_err(|error| error.context(self.about(path)))
        }
    }

    /// An error that can be read back from an answer.
    pub trait Recall {
        fn recall(refused: Refused) -> Self;
    }

    /// An answer that is not an output.
    pub struct Refused {
        about: String,
        status: u16,
        pub code: String,
        message: String,
        details: Value,
    }

    impl Refused {
        fn read(about: String, status: u16, body: &[u8]) -> Self {
            let body: Value = serde_json::from_slice(body).unwrap_or_default();
            let error = &body["error"];
            let text = |key: &str| error[key].as_str().unwrap_or_default().to_string();
            Self {
                about,
                status,
                code: text("code"),
                message: text("message"),
                details: error["details"].clone(),
            }
        }

        /// The fields of a declared error.
        pub fn details<T: DeserializeOwned>(self) -> anyhow::Result<T> {
            let details = serde_json::from_value(self.details);
            details.map_err(|error| anyhow::anyhow!("{}: {error}", self.about))
        }

        /// An error that was not declared.
        pub fn into_error(self) -> anyhow::Error {
            let Self {
                about,
                status,
                code,
                message,
                ..
            } = self;
            anyhow::anyhow!("{about} answered {status} {code}: {message}")
        }
    }

    tokio::task_local! {
        /// The id of the request that a task works for: what it publishes travels under the same id.
        static REQUEST: String;
    }

    /// Sends one event to every peer. One that answers 404 does not listen to it; all are tried, and the first failure is
    /// told.
    pub async fn publish<T: Serialize>(
        peers: &[Peer],
        source: &str,
        kind: &str,
        data: &T,
    ) -> anyhow::Result<()> {
        let caused = REQUEST.try_with(|id| Ctx {
            request_id: id.clone(),
        });
        let ctx = caused.unwrap_or_else(|_| Ctx::fresh());
        let event = serde_json::json!({
            "specversion": "1.0",
            "id": fresh_id(),
            "type": format!("{source}/{kind}"),
            "source": source,
            "time": now(),
            "datacontenttype": "application/json",
            "data": serde_json::to_value(data)?,
        });
        let path = format!("events/{source}/{kind}");
        let mut result = Ok(());
        for peer in peers {
            let body = event.to_string().into_bytes();
            let sent = peer.post(&ctx, &path, "application/cloudevents+json", body);
            let told = match sent.await {
                Ok((200..=299 | 404, _)) => Ok(()),
                Ok((status, _)) => Err(anyhow::anyhow!("{} answered {status}", peer.about(&path))),
                Err(error) => Err(error),
            };
            result = result.and(told);
        }
        result
    }

    /// The time in UTC as RFC 3339 has it, to the second (`civil_from_days` of Howard Hinnant's date algorithms).
    fn now() -> String {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let seconds = since.unwrap_or_default().as_secs();
        let days = seconds / 86_400 + 719_468;
        let (era, rest) = (days / 146_097, days % 146_097);
        let years = (rest - rest / 1_460 + rest / 36_524 - rest / 146_096) / 365;
        let rest = rest - (365 * years + years / 4 - years / 100);
        let shifted = (5 * rest + 2) / 153;
        let day = rest - (153 * shifted + 2) / 5 + 1;
        let month = (shifted + 2) % 12 + 1;
        let year = 400 * era + years + u64::from(month < 3);
        let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
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

    /// A value that is about to be written.
    pub fn coded<T, C>(value: T) -> Coded<T, C> {
        Coded(value, PhantomData)
    }

    impl<T, C: Codec<T>> Serialize for Coded<T, C> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            C::write(&self.0, serializer)
        }
    }

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

    impl<T, C: Codec<T>> Codec<Vec<T>> for Vec<C> {
        fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(value.iter().map(|item| Lent::<T, C>(item, PhantomData)))
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
            let read: Vec<Coded<T, C>> = Deserialize::deserialize(deserializer)?;
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
