// Stamped by Flywheel from the intent of `orders`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=orders digest=4a26b4598dc79c1eed38344dc5ad269561bd72e801539306539708bd5a5b51c1 templates=7385a6bcde22dc26
//! Baskets that became orders.
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
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(from = "String")]
pub enum OrderStatus {
    Pending,
    Paid,
    Cancelled,
    /// A value that this version does not know, as it came.
    Unknown(String),
}

impl OrderStatus {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
            Self::Unknown(raw) => raw,
        }
    }
}

impl From<String> for OrderStatus {
    fn from(raw: String) -> Self {
        match raw.as_str() {
            "pending" => Self::Pending,
            "paid" => Self::Paid,
            "cancelled" => Self::Cancelled,
            _ => Self::Unknown(raw),
        }
    }
}

impl fmt::Display for OrderStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for OrderStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    pub sku: String,
    pub quantity: i32,
}

/// One purchase of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    #[serde(with = "wire::As::<wire::Text>")]
    pub id: i64,
    pub user_id: i32,
    /// Who it is for, as printed on the parcel.
    pub label: String,
    pub lines: Vec<OrderLine>,
    #[serde(with = "wire::As::<wire::Text>")]
    pub total_cents: i64,
    #[serde(default = "Order::default_status")]
    pub status: OrderStatus,
}

impl Order {
    fn default_status() -> OrderStatus {
        OrderStatus::Pending
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    pub sku: String,
    pub quantity: i32,
    #[serde(with = "wire::As::<wire::Text>")]
    pub price_cents: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderNotFound {
    #[serde(with = "wire::As::<wire::Text>")]
    pub id: i64,
}

impl OrderNotFound {
    pub const CODE: &str = "order-not-found";
    pub const STATUS: u16 = 404;
}

impl fmt::Display for OrderNotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("order not found")
    }
}

impl std::error::Error for OrderNotFound {}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutOfStock {
    pub sku: String,
}

impl OutOfStock {
    pub const CODE: &str = "out-of-stock";
    pub const STATUS: u16 = 409;
}

impl fmt::Display for OutOfStock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("out of stock")
    }
}

impl std::error::Error for OutOfStock {}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnknownCustomer {
    pub user_id: i32,
}

impl UnknownCustomer {
    pub const CODE: &str = "unknown-customer";
    pub const STATUS: u16 = 404;
}

impl fmt::Display for UnknownCustomer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown customer")
    }
}

impl std::error::Error for UnknownCustomer {}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderPlaced {
    pub order: Order,
}

/// What `list-orders` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListOrdersIn {
    pub user_id: i32,
}

/// What `mark-paid` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MarkPaidIn {
    #[serde(with = "wire::As::<wire::Text>")]
    pub id: i64,
}

/// What `place-order` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlaceOrderIn {
    pub user_id: i32,
    pub items: Vec<Item>,
}

/// Why `list-orders` fails.
#[derive(Debug)]
pub enum ListOrdersError {
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<anyhow::Error> for ListOrdersError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for ListOrdersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ListOrdersError {}

impl wire::Refuse for ListOrdersError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `mark-paid` fails.
#[derive(Debug)]
pub enum MarkPaidError {
    OrderNotFound(OrderNotFound),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<OrderNotFound> for MarkPaidError {
    fn from(error: OrderNotFound) -> Self {
        Self::OrderNotFound(error)
    }
}

impl From<anyhow::Error> for MarkPaidError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for MarkPaidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OrderNotFound(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MarkPaidError {}

impl wire::Refuse for MarkPaidError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::OrderNotFound(error) => {
                let status = OrderNotFound::STATUS;
                let code = OrderNotFound::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `place-order` fails.
#[derive(Debug)]
pub enum PlaceOrderError {
    UnknownCustomer(UnknownCustomer),
    OutOfStock(OutOfStock),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<UnknownCustomer> for PlaceOrderError {
    fn from(error: UnknownCustomer) -> Self {
        Self::UnknownCustomer(error)
    }
}

impl From<OutOfStock> for PlaceOrderError {
    fn from(error: OutOfStock) -> Self {
        Self::OutOfStock(error)
    }
}

impl From<anyhow::Error> for PlaceOrderError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for PlaceOrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCustomer(error) => error.fmt(f),
            Self::OutOfStock(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PlaceOrderError {}

impl wire::Refuse for PlaceOrderError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::UnknownCustomer(error) => {
                let status = UnknownCustomer::STATUS;
                let code = UnknownCustomer::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::OutOfStock(error) => {
                let status = OutOfStock::STATUS;
                let code = OutOfStock::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Values for tests: `UserProfile { id: 7, ..a_user_profile() }`.
pub mod builders {
    pub fn a_item() -> super::Item {
        super::Item {
            sku: "sku".to_string(),
            quantity: 1,
        }
    }

    pub fn a_order() -> super::Order {
        super::Order {
            id: 1,
            user_id: 1,
            label: "label".to_string(),
            lines: Vec::new(),
            total_cents: 1,
            status: super::OrderStatus::Pending,
        }
    }

    pub fn a_order_line() -> super::OrderLine {
        super::OrderLine {
            sku: "sku".to_string(),
            quantity: 1,
            price_cents: 1,
        }
    }

    pub fn a_order_placed() -> super::OrderPlaced {
        super::OrderPlaced { order: a_order() }
    }
}

/// Orders of one person, newest first.
pub trait ListOrders: Send + Sync + 'static {
    fn list_orders(
        &self,
        ctx: &Ctx,
        input: ListOrdersIn,
    ) -> impl Future<Output = Result<Vec<Order>, ListOrdersError>> + Send;
}

/// Answers `mark-paid`.
pub trait MarkPaid: Send + Sync + 'static {
    fn mark_paid(
        &self,
        ctx: &Ctx,
        input: MarkPaidIn,
    ) -> impl Future<Output = Result<Order, MarkPaidError>> + Send;
}

/// Answers `place-order`.
pub trait PlaceOrder: Send + Sync + 'static {
    fn place_order(
        &self,
        ctx: &Ctx,
        input: PlaceOrderIn,
    ) -> impl Future<Output = Result<Order, PlaceOrderError>> + Send;
}

/// All that this service does; whoever implements the parts implements the whole.
pub trait Orders: Send + Sync + 'static
where
    Self: ListOrders,
    Self: MarkPaid,
    Self: PlaceOrder,
{
}

impl<T> Orders for T
where
    T: Send + Sync + 'static,
    T: ListOrders,
    T: MarkPaid,
    T: PlaceOrder,
{
}

/// The routes of this service over what custom code implements.
pub fn router<A: Orders>(app: A) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .route("/rpc/list-orders", post(post_list_orders::<A>))
        .route("/rpc/mark-paid", post(post_mark_paid::<A>))
        .route("/rpc/place-order", post(post_place_order::<A>))
        .fallback(absent)
        .method_not_allowed_fallback(absent)
        .layer(axum::middleware::from_fn(wire::observe))
        .with_state(Arc::new(app))
}

async fn health() -> Response {
    wire::healthy("orders")
}

async fn ready() -> Response {
    wire::readiness("orders").await
}

async fn absent(request: Request) -> Response {
    wire::absent(&request, "orders")
}

async fn post_list_orders<A: ListOrders>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.list_orders(&ctx, input).await
    })
    .await
}

async fn post_mark_paid<A: MarkPaid>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.mark_paid(&ctx, input).await
    })
    .await
}

async fn post_place_order<A: PlaceOrder>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.place_order(&ctx, input).await
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

    pub async fn order_placed(&self, event: &OrderPlaced) -> anyhow::Result<()> {
        wire::publish(&self.peers, "orders", "order-placed", event).await
    }
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

/// What this service uses of `catalog`.
pub mod catalog {
    use super::{Ctx, wire};
    use serde::{Deserialize, Serialize};
    use std::fmt;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Product {
        pub sku: String,
        pub title: String,
        #[serde(with = "wire::As::<wire::Text>")]
        pub price_cents: i64,
        #[serde(default)]
        pub stock: i32,
        pub tags: Vec<String>,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct UnknownProduct {
        pub sku: String,
    }

    impl UnknownProduct {
        pub const CODE: &str = "unknown-product";
        pub const STATUS: u16 = 404;
    }

    impl fmt::Display for UnknownProduct {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("unknown product")
        }
    }

    impl std::error::Error for UnknownProduct {}

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct GetProductIn {
        pub sku: String,
    }

    /// Why `get-product` fails.
    #[derive(Debug)]
    pub enum GetProductError {
        UnknownProduct(UnknownProduct),
        /// Nothing that is declared: a caller sees a 500 with the request id.
        Internal(anyhow::Error),
    }

    impl From<UnknownProduct> for GetProductError {
        fn from(error: UnknownProduct) -> Self {
            Self::UnknownProduct(error)
        }
    }

    impl From<anyhow::Error> for GetProductError {
        fn from(error: anyhow::Error) -> Self {
            Self::Internal(error)
        }
    }

    impl fmt::Display for GetProductError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                Self::UnknownProduct(error) => error.fmt(f),
                Self::Internal(error) => error.fmt(f),
            }
        }
    }

    impl std::error::Error for GetProductError {}

    impl wire::Recall for GetProductError {
        fn recall(refused: wire::Refused) -> Self {
            if refused.code == UnknownProduct::CODE {
                return match refused.details() {
                    Ok(error) => Self::UnknownProduct(error),
                    Err(error) => Self::Internal(error),
                };
            }
            Self::Internal(refused.into_error())
        }
    }

    /// Values for tests: `UserProfile { id: 7, ..a_user_profile() }`.
    pub mod builders {
        pub fn a_product() -> super::Product {
            super::Product {
                sku: "sku".to_string(),
                title: "title".to_string(),
                price_cents: 1,
                stock: 0,
                tags: Vec::new(),
            }
        }
    }

    /// Calls the rpcs of `catalog`.
    #[derive(Debug, Clone)]
    pub struct CatalogClient {
        peer: wire::Peer,
    }

    impl CatalogClient {
        /// A client of the address in `CATALOG_URL`.
        pub fn from_env() -> anyhow::Result<Self> {
            let peer = wire::Peer::from_env("catalog", "CATALOG_URL")?;
            Ok(Self { peer })
        }

        /// A client of this address, such as `http://127.0.0.1:8080`.
        pub fn new(url: impl Into<String>) -> Self {
            let peer = wire::Peer::new("catalog", url);
            Self { peer }
        }

        pub async fn get_product(
            &self,
            ctx: &Ctx,
            input: GetProductIn,
        ) -> Result<Product, GetProductError> {
            self.peer.call(ctx, "rpc/get-product", &input).await
        }
    }
}

/// What this service uses of `users`.
pub mod users {
    use super::{Ctx, wire};
    use serde::{Deserialize, Serialize, Serializer};
    use std::fmt;

    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
    #[serde(from = "String")]
    pub enum Plan {
        Free,
        Pro,
        Enterprise,
        /// A value that this version does not know, as it came.
        Unknown(String),
    }

    impl Plan {
        /// The value as it is on the wire.
        pub fn as_str(&self) -> &str {
            match self {
                Self::Free => "free",
                Self::Pro => "pro",
                Self::Enterprise => "enterprise",
                Self::Unknown(raw) => raw,
            }
        }
    }

    impl From<String> for Plan {
        fn from(raw: String) -> Self {
            match raw.as_str() {
                "free" => Self::Free,
                "pro" => Self::Pro,
                "enterprise" => Self::Enterprise,
                _ => Self::Unknown(raw),
            }
        }
    }

    impl fmt::Display for Plan {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.as_str())
        }
    }

    impl Serialize for Plan {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct UserProfile {
        pub id: i32,
        pub email: String,
        pub display_name: String,
        #[serde(default = "UserProfile::default_plan")]
        pub plan: Plan,
        #[serde(default)]
        pub login_count: i32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub nickname: Option<String>,
    }

    impl UserProfile {
        fn default_plan() -> Plan {
            Plan::Free
        }
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct UserNotFound {
        pub id: i32,
    }

    impl UserNotFound {
        pub const CODE: &str = "user-not-found";
        pub const STATUS: u16 = 404;
    }

    impl fmt::Display for UserNotFound {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("user not found")
        }
    }

    impl std::error::Error for UserNotFound {}

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct GetUserIn {
        pub id: i32,
    }

    /// Why `get-user` fails.
    #[derive(Debug)]
    pub enum GetUserError {
        UserNotFound(UserNotFound),
        /// Nothing that is declared: a caller sees a 500 with the request id.
        Internal(anyhow::Error),
    }

    impl From<UserNotFound> for GetUserError {
        fn from(error: UserNotFound) -> Self {
            Self::UserNotFound(error)
        }
    }

    impl From<anyhow::Error> for GetUserError {
        fn from(error: anyhow::Error) -> Self {
            Self::Internal(error)
        }
    }

    impl fmt::Display for GetUserError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                Self::UserNotFound(error) => error.fmt(f),
                Self::Internal(error) => error.fmt(f),
            }
        }
    }

    impl std::error::Error for GetUserError {}

    impl wire::Recall for GetUserError {
        fn recall(refused: wire::Refused) -> Self {
            if refused.code == UserNotFound::CODE {
                return match refused.details() {
                    Ok(error) => Self::UserNotFound(error),
                    Err(error) => Self::Internal(error),
                };
            }
            Self::Internal(refused.into_error())
        }
    }

    /// Values for tests: `UserProfile { id: 7, ..a_user_profile() }`.
    pub mod builders {
        pub fn a_user_profile() -> super::UserProfile {
            super::UserProfile {
                id: 1,
                email: "ada@example.org".to_string(),
                display_name: "display name".to_string(),
                plan: super::Plan::Free,
                login_count: 0,
                nickname: None,
            }
        }
    }

    /// Calls the rpcs of `users`.
    #[derive(Debug, Clone)]
    pub struct UsersClient {
        peer: wire::Peer,
    }

    impl UsersClient {
        /// A client of the address in `USERS_URL`.
        pub fn from_env() -> anyhow::Result<Self> {
            let peer = wire::Peer::from_env("users", "USERS_URL")?;
            Ok(Self { peer })
        }

        /// A client of this address, such as `http://127.0.0.1:8080`.
        pub fn new(url: impl Into<String>) -> Self {
            let peer = wire::Peer::new("users", url);
            Self { peer }
        }

        pub async fn get_user(
            &self,
            ctx: &Ctx,
            input: GetUserIn,
        ) -> Result<UserProfile, GetUserError> {
            self.peer.call(ctx, "rpc/get-user", &input).await
        }
    }
}

/// How values travel.
mod wire {
    use super::Ctx;
    use axum::body::{Body, Bytes};
    use axum::extract::Request;
    use axum::http::{HeaderValue, StatusCode, header};
    use axum::middleware::Next;
    use axum::response::Response;
    use hyper_util::client::legacy::Client;
    use hyper_util::client::legacy::connect::HttpConnector;
    use hyper_util::rt::TokioExecutor;
    use serde::de::DeserializeOwned;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::Value;
    use std::marker::PhantomData;
    use std::sync::Arc;

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

        /// The header that passes it on.
        fn header(&self) -> String {
            let flags = if self.sampled { "01" } else { "00" };
            format!("00-{}-{}-{flags}", self.trace_id, self.span_id)
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

    const SERVICE: &str = "orders";

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
        Client = 3,
        Producer = 4,
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

    /// What is wrong with JSON that others wrote, and where: `order.lines[3].price`.
    #[derive(Debug)]
    pub struct Wrong {
        path: String,
        message: String,
    }

    impl Wrong {
        fn of(path: &str, message: &impl ToString) -> Self {
            let path = path.strip_prefix('.').unwrap_or(path).to_string();
            let message = message.to_string();
            Self { path, message }
        }
    }

    impl std::fmt::Display for Wrong {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match self.path.as_str() {
                "" => f.write_str(&self.message),
                path => write!(f, "{path}: {}", self.message),
            }
        }
    }

    impl std::error::Error for Wrong {}

    /// Reads JSON that others wrote. What cannot be read at once is looked at a second time, part by part.
    pub fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, Wrong> {
        let Ok(text) = std::str::from_utf8(json) else {
            return Err(Wrong::of("", &"expected UTF-8"));
        };
        // Where nobody reads a text, serde passes over halves of characters in it.
        let is_plain = !text.contains("\\ud") && !text.contains("\\uD");
        match serde_json::from_str(text) {
            Ok(value) if is_plain => Ok(value),
            _ => parse_slowly(text),
        }
    }

    /// The same of an object: serde would take a list for one, item by item.
    pub fn parse_object<T: DeserializeOwned>(json: &[u8]) -> Result<T, Wrong> {
        match json.trim_ascii_start().first() {
            Some(b'{') => parse(json),
            _ => Err(Wrong::of("", &"expected an object")),
        }
    }

    fn parse_slowly<T: DeserializeOwned>(text: &str) -> Result<T, Wrong> {
        let value = serde_json::from_str(text);
        let mut value: Value = value.map_err(|error| Wrong::of("", &error))?;
        straighten(&mut value);
        let read = serde_path_to_error::deserialize(value);
        read.map_err(|error| {
            let (path, message) = place(error.path(), error.inner());
            Wrong::of(&path, &message)
        })
    }

    /// Where an error is and what it says; serde tells of a field that is missing in words alone.
    fn place(path: &serde_path_to_error::Path, error: &serde_json::Error) -> (String, String) {
        let mut way = way_to(path);
        let mut message = error.to_string();
        if let Some(("", rest)) = message.split_once("missing field `") {
            way = format!("{way}.{}", rest.trim_end_matches('`'));
            message = "must be there".to_string();
        }
        (way, message)
    }

    /// Makes an integer of a number that is one, however it is written: `5.0`.
    fn straighten(value: &mut Value) {
        match value {
            Value::Number(number) if number.is_f64() => {
                let float = number.as_f64().unwrap_or_default();
                if float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0 {
                    *value = Value::from(float as i64);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(straighten),
            Value::Object(fields) => fields.values_mut().for_each(straighten),
            _ => {}
        }
    }

    fn way_to(path: &serde_path_to_error::Path) -> String {
        use serde_path_to_error::Segment;
        path.iter().fold(String::new(), |way, step| match step {
            Segment::Seq { index } => format!("{way}[{index}]"),
            Segment::Map { key } => format!("{way}.{key}"),
            Segment::Enum { .. } | Segment::Unknown => way,
        })
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
        rpc: Option<String>,
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
        let Told { rpc, cause } = told.unwrap_or_default();
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

        /// What does not have the declared form.
        fn wrong(wrong: Wrong) -> Self {
            let message = wrong.to_string();
            let issue = serde_json::json!({ "path": wrong.path, "message": wrong.message });
            Self {
                details: serde_json::json!({ "issues": [issue] }),
                ..Self::invalid(message)
            }
        }

        fn into_response(self, request_id: &str) -> Response {
            let mut details = self.details;
            if self.cause.is_some() {
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
            let mut response = respond(self.status, body.to_string());
            let told = Told {
                cause: self.cause,
                ..Told::default()
            };
            response.extensions_mut().insert(told);
            response
        }
    }

    /// An error that knows how it is told to a caller.
    pub trait Refuse {
        fn refuse(self) -> Refusal;
    }

    /// The body of a request as what the handler takes.
    async fn read<I: DeserializeOwned>(request: Request) -> Result<I, Refusal> {
        let body = axum::body::to_bytes(request.into_body(), BODY_MAX).await;
        let body = body.map_err(|error| Refusal::invalid(error.to_string()))?;
        parse_object(&body).map_err(Refusal::wrong)
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

    /// What the request carries, and the rpc or event that its path names.
    fn called(request: &Request) -> (Ctx, String) {
        let ctx = request.extensions().get::<Ctx>();
        let path = request.uri().path();
        let name = path.strip_prefix("/rpc/");
        let name = name.or_else(|| path.strip_prefix("/events/"));
        let ctx = ctx.cloned().unwrap_or_else(Ctx::fresh);
        (ctx, name.unwrap_or(path).to_string())
    }

    /// The answer, or why there is none.
    fn finish(rpc: String, request_id: &str, answer: Result<Response, Refusal>) -> Response {
        let mut response = answer.unwrap_or_else(|refusal| refusal.into_response(request_id));
        let told = response.extensions_mut().get_or_insert_default::<Told>();
        told.rpc = Some(rpc);
        response
    }

    /// Answers one rpc: the bare output, a declared error, or why there is none.
    pub async fn answer<I, O, E, F>(request: Request, run: impl FnOnce(Call<I>) -> F) -> Response
    where
        I: DeserializeOwned,
        O: Serialize + Send + 'static,
        E: Refuse + Send + 'static,
        F: Future<Output = Result<O, E>> + Send + 'static,
    {
        let (ctx, rpc) = called(&request);
        let request_id = ctx.request_id.clone();
        let answer = async {
            let input = read(request).await?;
            let cause = ctx.clone();
            let work = run(Call { ctx, input });
            let work = REQUEST.scope(cause, work);
            let output = settle(work).await?;
            let body = serde_json::to_vec(&output);
            let body = body.map_err(|error| Refusal::internal(&error.into()))?;
            Ok(respond(200, body))
        };
        finish(rpc, &request_id, answer.await)
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
            let sent = self.post(ctx, Kind::Client, path, "application/json", body);
            let (status, answer) = sent.await?;
            if status == 200 {
                let output = parse(&answer).map_err(anyhow::Error::new);
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
            kind: Kind,
            path: &str,
            content_type: &str,
            body: Vec<u8>,
        ) -> anyhow::Result<(u16, Bytes)> {
            let start = std::time::SystemTime::now();
            let trace = Trace::below(Some(&ctx.trace));
            let url = format!("{}/{path}", self.url);
            let request = axum::http::Request::post(&url)
                .header("content-type", content_type)
                .header("x-request-id", &ctx.request_id)
                .header("traceparent", trace.header())
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
            record(|| {
                let mut attributes = vec![
                    attribute("http.request.method", "POST"),
                    attribute("url.full", &url),
                ];
                let status = answer.as_ref().map(|(status, _)| *status);
                attributes.extend(status.map(|status| number("http.response.status_code", status)));
                Span {
                    name: "POST".to_string(),
                    kind,
                    failed: status.is_ok_and(|status| status >= 400) || status.is_err(),
                    attributes: attributes.into(),
                    start,
                    end: std::time::SystemTime::now(),
                    trace,
                    parent: Some(ctx.trace.clone()),
                }
            });
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
        /// The request that a task works for: what it publishes travels under the same id, in the same trace.
        pub static REQUEST: Ctx;
    }

    /// Sends one event to every peer. One that answers 404 does not listen to it; all are tried, and the first failure is
    /// told.
    pub async fn publish<T: Serialize>(
        peers: &[Peer],
        source: &str,
        kind: &str,
        data: &T,
    ) -> anyhow::Result<()> {
        let caused = REQUEST.try_with(Ctx::clone);
        let ctx = caused.unwrap_or_else(|_| Ctx::fresh());
        let event = serde_json::json!({
            "specversion": "1.0",
            "id": fresh_id(),
            "type": format!("{source}/{kind}"),
            "source": source,
            "time": time_of(std::time::SystemTime::now()),
            "datacontenttype": "application/json",
            "data": serde_json::to_value(data)?,
        });
        let path = format!("events/{source}/{kind}");
        let mut result = Ok(());
        for peer in peers {
            let body = event.to_string().into_bytes();
            let content_type = "application/cloudevents+json";
            let sent = peer.post(&ctx, Kind::Producer, &path, content_type, body);
            let told = match sent.await {
                Ok((200..=299 | 404, _)) => Ok(()),
                Ok((status, _)) => Err(anyhow::anyhow!("{} answered {status}", peer.about(&path))),
                Err(error) => Err(error),
            };
            result = result.and(told);
        }
        result
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
