// Stamped by Flywheel from the intent of `seating`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=seating digest=0c5f187df81b14b6b7c56bf90c0fd874a6bbb1432857212b055cd6e217318252 templates=b2405641cd0f1cf7
//! Which seats are taken on which evening.
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
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The seats of one party.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Allocation {
    pub performance_id: i32,
    pub hall: String,
    pub seats: Vec<Seat>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seat {
    pub row: String,
    pub number: i32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Turnout {
    pub performance_id: i32,
    pub taken: i32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SoldOut {
    pub performance_id: i32,
    pub left: i32,
}

impl SoldOut {
    pub const CODE: &str = "sold-out";
    pub const STATUS: u16 = 409;
}

impl fmt::Display for SoldOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sold out")
    }
}

impl std::error::Error for SoldOut {}

/// What `allocate` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AllocateIn {
    pub performance_id: i32,
    pub party: i32,
    #[serde(default)]
    pub front: bool,
}

/// What `occupancy` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OccupancyIn {}

/// What `release` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseIn {
    pub performance_id: i32,
    pub seats: Vec<Seat>,
}

/// Why `allocate` fails.
#[derive(Debug)]
pub enum AllocateError {
    SoldOut(SoldOut),
    UnknownPerformance(programme::UnknownPerformance),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<SoldOut> for AllocateError {
    fn from(error: SoldOut) -> Self {
        Self::SoldOut(error)
    }
}

impl From<programme::UnknownPerformance> for AllocateError {
    fn from(error: programme::UnknownPerformance) -> Self {
        Self::UnknownPerformance(error)
    }
}

impl From<anyhow::Error> for AllocateError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for AllocateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SoldOut(error) => error.fmt(f),
            Self::UnknownPerformance(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AllocateError {}

impl wire::Refuse for AllocateError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::SoldOut(error) => {
                let status = SoldOut::STATUS;
                let code = SoldOut::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::UnknownPerformance(error) => {
                let status = programme::UnknownPerformance::STATUS;
                let code = programme::UnknownPerformance::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `occupancy` fails.
#[derive(Debug)]
pub enum OccupancyError {
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<anyhow::Error> for OccupancyError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for OccupancyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OccupancyError {}

impl wire::Refuse for OccupancyError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `release` fails.
#[derive(Debug)]
pub enum ReleaseError {
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<anyhow::Error> for ReleaseError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for ReleaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReleaseError {}

impl wire::Refuse for ReleaseError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Values for tests: `UserProfile { id: 7, ..a_user_profile() }`.
pub mod builders {
    pub fn a_allocation() -> super::Allocation {
        super::Allocation {
            performance_id: 1,
            hall: "hall".to_string(),
            seats: Vec::new(),
        }
    }

    pub fn a_seat() -> super::Seat {
        super::Seat {
            row: "row".to_string(),
            number: 1,
        }
    }

    pub fn a_turnout() -> super::Turnout {
        super::Turnout {
            performance_id: 1,
            taken: 1,
        }
    }
}

/// Finds seats side by side, or as close as the house allows.
pub trait Allocate: Send + Sync + 'static {
    fn allocate(
        &self,
        ctx: &Ctx,
        input: AllocateIn,
    ) -> impl Future<Output = Result<Allocation, AllocateError>> + Send;
}

/// Taken seats of each evening that has any, the fullest first.
pub trait Occupancy: Send + Sync + 'static {
    fn occupancy(
        &self,
        ctx: &Ctx,
        input: OccupancyIn,
    ) -> impl Future<Output = Result<Vec<Turnout>, OccupancyError>> + Send;
}

/// Gives seats back and says how many had been taken.
pub trait Release: Send + Sync + 'static {
    fn release(
        &self,
        ctx: &Ctx,
        input: ReleaseIn,
    ) -> impl Future<Output = Result<i32, ReleaseError>> + Send;
}

/// Hears `programme/performance-called-off`.
pub trait ClearHouse: Send + Sync + 'static {
    fn clear_house(
        &self,
        ctx: &Ctx,
        event: programme::PerformanceCalledOff,
    ) -> impl Future<Output = anyhow::Result<()>> + Send;
}

/// All that this service does; whoever implements the parts implements the whole.
pub trait Seating: Send + Sync + 'static
where
    Self: Allocate,
    Self: Occupancy,
    Self: Release,
    Self: ClearHouse,
{
}

impl<T> Seating for T
where
    T: Send + Sync + 'static,
    T: Allocate,
    T: Occupancy,
    T: Release,
    T: ClearHouse,
{
}

/// The routes of this service over what custom code implements.
pub fn router<A: Seating>(app: A) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/rpc/allocate", post(post_allocate::<A>))
        .route("/rpc/occupancy", post(post_occupancy::<A>))
        .route("/rpc/release", post(post_release::<A>))
        .route(
            "/events/programme/performance-called-off",
            post(hear_clear_house::<A>),
        )
        .fallback(absent)
        .method_not_allowed_fallback(absent)
        .with_state(Arc::new(app))
}

async fn health(request: Request) -> Response {
    wire::healthy(&request, "seating")
}

async fn absent(request: Request) -> Response {
    wire::absent(&request, "seating")
}

async fn post_allocate<A: Allocate>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.allocate(&ctx, input).await
    })
    .await
}

async fn post_occupancy<A: Occupancy>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.occupancy(&ctx, input).await
    })
    .await
}

async fn post_release<A: Release>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.release(&ctx, input).await
    })
    .await
}

async fn hear_clear_house<A: ClearHouse>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::hear(request, |wire::Call { ctx, input }| async move {
        app.clear_house(&ctx, input).await
    })
    .await
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

/// What this service uses of `programme`.
pub mod programme {
    use super::{Ctx, wire};
    use chrono::{DateTime, Utc};
    use serde::{Deserialize, Serialize};
    use std::fmt;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Performance {
        pub id: i32,
        pub production_id: i32,
        pub hall: String,
        pub starts_at: DateTime<Utc>,
        #[serde(with = "wire::As::<wire::Text>")]
        pub price_cents: i64,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct UnknownPerformance {
        pub id: i32,
    }

    impl UnknownPerformance {
        pub const CODE: &str = "unknown-performance";
        pub const STATUS: u16 = 404;
    }

    impl fmt::Display for UnknownPerformance {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("unknown performance")
        }
    }

    impl std::error::Error for UnknownPerformance {}

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct PerformanceCalledOff {
        pub performance_id: i32,
        pub reason: String,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct GetPerformanceIn {
        pub id: i32,
    }

    /// Why `get-performance` fails.
    #[derive(Debug)]
    pub enum GetPerformanceError {
        UnknownPerformance(UnknownPerformance),
        /// Nothing that is declared: a caller sees a 500 with the request id.
        Internal(anyhow::Error),
    }

    impl From<UnknownPerformance> for GetPerformanceError {
        fn from(error: UnknownPerformance) -> Self {
            Self::UnknownPerformance(error)
        }
    }

    impl From<anyhow::Error> for GetPerformanceError {
        fn from(error: anyhow::Error) -> Self {
            Self::Internal(error)
        }
    }

    impl fmt::Display for GetPerformanceError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                Self::UnknownPerformance(error) => error.fmt(f),
                Self::Internal(error) => error.fmt(f),
            }
        }
    }

    impl std::error::Error for GetPerformanceError {}

    impl wire::Recall for GetPerformanceError {
        fn recall(refused: wire::Refused) -> Self {
            if refused.code == UnknownPerformance::CODE {
                return match refused.details() {
                    Ok(error) => Self::UnknownPerformance(error),
                    Err(error) => Self::Internal(error),
                };
            }
            Self::Internal(refused.into_error())
        }
    }

    /// Values for tests: `UserProfile { id: 7, ..a_user_profile() }`.
    pub mod builders {
        use chrono::DateTime;

        pub fn a_performance() -> super::Performance {
            super::Performance {
                id: 1,
                production_id: 1,
                hall: "hall".to_string(),
                starts_at: DateTime::UNIX_EPOCH,
                price_cents: 1,
            }
        }

        pub fn a_performance_called_off() -> super::PerformanceCalledOff {
            super::PerformanceCalledOff {
                performance_id: 1,
                reason: "reason".to_string(),
            }
        }
    }

    /// Calls the rpcs of `programme`.
    #[derive(Debug, Clone)]
    pub struct ProgrammeClient {
        peer: wire::Peer,
    }

    impl ProgrammeClient {
        /// A client of the address in `PROGRAMME_URL`.
        pub fn from_env() -> anyhow::Result<Self> {
            let peer = wire::Peer::from_env("programme", "PROGRAMME_URL")?;
            Ok(Self { peer })
        }

        /// A client of this address, such as `http://127.0.0.1:8080`.
        pub fn new(url: impl Into<String>) -> Self {
            let peer = wire::Peer::new("programme", url);
            Self { peer }
        }

        pub async fn get_performance(
            &self,
            ctx: &Ctx,
            input: GetPerformanceIn,
        ) -> Result<Performance, GetPerformanceError> {
            self.peer.call(ctx, "rpc/get-performance", &input).await
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
