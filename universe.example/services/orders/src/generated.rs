// Stamped by Flywheel from the intent of `orders`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=orders digest=f6d71fcb895afeaffc21df4abf1c49a358b8a3b4554ed8662272799a0653bba6 templates=b2405641cd0f1cf7
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
        .route("/rpc/list-orders", post(post_list_orders::<A>))
        .route("/rpc/mark-paid", post(post_mark_paid::<A>))
        .route("/rpc/place-order", post(post_place_order::<A>))
        .fallback(absent)
        .method_not_allowed_fallback(absent)
        .with_state(Arc::new(app))
}

async fn health(request: Request) -> Response {
    wire::healthy(&request, "orders")
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
