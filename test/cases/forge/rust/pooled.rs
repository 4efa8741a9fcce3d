// Stamped by Flywheel from the intent of `pooled`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=pooled digest=… templates=…
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
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(from = "String")]
pub enum Plan {
    Free,
    Pro,
    /// A value that this version does not know, as it came.
    Unknown(String),
}

impl Plan {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Free => "free",
            Self::Pro => "pro",
            Self::Unknown(raw) => raw,
        }
    }
}

impl From<String> for Plan {
    fn from(raw: String) -> Self {
        match raw.as_str() {
            "free" => Self::Free,
            "pro" => Self::Pro,
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
#[serde(remote = "Self", rename_all_fields = "camelCase")]
pub enum Contact {
    #[serde(rename = "by-mail")]
    ByMail { address: String },
    /// A case that this version does not know, as it came.
    #[serde(skip)]
    Unknown(Value),
}

impl Contact {
    const CASES: &[&str] = &["by-mail"];
}

impl Serialize for Contact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown(raw) => raw.serialize(serializer),
            known => wire::write_case(
                Self::serialize(known, serde_json::value::Serializer),
                serializer,
            ),
        }
    }
}

impl<'de> Deserialize<'de> for Contact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Value::deserialize(deserializer)?;
        match raw.get("type").and_then(Value::as_str) {
            Some(case) if Self::CASES.contains(&case) => {
                let case = wire::case(raw);
                let read = match wire::is_looking() {
                    true => wire::look(case, |case| Self::deserialize(case)),
                    false => Self::deserialize(case),
                };
                read.map_err(serde::de::Error::custom)
            }
            Some(_) => Ok(Self::Unknown(raw)),
            None => Err(serde::de::Error::custom("expected a case as `type`")),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seat {
    #[serde(with = "wire::As::<wire::Text>")]
    pub number: i64,
    pub taken: bool,
    #[serde(with = "wire::As::<wire::Finite>")]
    pub ratio: f64,
    #[serde(with = "wire::As::<wire::Base64>")]
    pub data: Vec<u8>,
    #[serde(with = "wire::As::<wire::Exact>")]
    pub price: Decimal,
    pub free: Value,
    pub places: Vec<i32>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<Option<wire::Moment>>"
    )]
    pub until: Option<DateTime<Utc>>,
}

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub id: Uuid,
    pub email_address: String,
    #[serde(with = "wire::As::<wire::Text>")]
    pub number: u64,
    pub plan: Plan,
    pub contact: Contact,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
}

/// What of `Seat` is to change; what is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeatPatch {
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<wire::Given>"
    )]
    pub taken: Option<bool>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<wire::Given<wire::Finite>>"
    )]
    pub ratio: Option<f64>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<wire::Given<wire::Base64>>"
    )]
    pub data: Option<Vec<u8>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<wire::Given<wire::Exact>>"
    )]
    pub price: Option<Decimal>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<wire::Given>"
    )]
    pub free: Option<Value>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<wire::Given>"
    )]
    pub places: Option<Vec<i32>>,
    #[serde(
        default,
        skip_serializing_if = "patches::Change::is_keep",
        with = "wire::As::<wire::Changed<wire::Moment>>"
    )]
    pub until: patches::Change<DateTime<Utc>>,
}

impl SeatPatch {
    /// The entity as it is after the patch.
    pub fn apply(self, mut value: Seat) -> Seat {
        patches::replace(&mut value.taken, self.taken);
        patches::replace(&mut value.ratio, self.ratio);
        patches::replace(&mut value.data, self.data);
        patches::replace(&mut value.price, self.price);
        patches::replace(&mut value.free, self.free);
        patches::replace(&mut value.places, self.places);
        patches::change(&mut value.until, self.until);
        value
    }
}

/// What of `User` is to change; what is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserPatch {
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<wire::Given>"
    )]
    pub email_address: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<wire::Given<wire::Text>>"
    )]
    pub number: Option<u64>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<wire::Given>"
    )]
    pub plan: Option<Plan>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<wire::Given>"
    )]
    pub contact: Option<Contact>,
    #[serde(
        default,
        skip_serializing_if = "patches::Change::is_keep",
        with = "wire::As::<wire::Changed>"
    )]
    pub nickname: patches::Change<String>,
}

impl UserPatch {
    /// The entity as it is after the patch.
    pub fn apply(self, mut value: User) -> User {
        patches::replace(&mut value.email_address, self.email_address);
        patches::replace(&mut value.number, self.number);
        patches::replace(&mut value.plan, self.plan);
        patches::replace(&mut value.contact, self.contact);
        patches::change(&mut value.nickname, self.nickname);
        value
    }
}

/// There is no such Mark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MarkNotFound {
    pub name: String,
}

impl MarkNotFound {
    pub const CODE: &str = "mark-not-found";
    pub const STATUS: u16 = 404;
}

impl fmt::Display for MarkNotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("mark not found")
    }
}

impl std::error::Error for MarkNotFound {}

/// Another Mark has the same value in this field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MarkTaken {
    pub field: String,
}

impl MarkTaken {
    pub const CODE: &str = "mark-taken";
    pub const STATUS: u16 = 409;
}

impl fmt::Display for MarkTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("mark taken")
    }
}

impl std::error::Error for MarkTaken {}

/// There is no such Seat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeatNotFound {
    #[serde(with = "wire::As::<wire::Text>")]
    pub number: i64,
}

impl SeatNotFound {
    pub const CODE: &str = "seat-not-found";
    pub const STATUS: u16 = 404;
}

impl fmt::Display for SeatNotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("seat not found")
    }
}

impl std::error::Error for SeatNotFound {}

/// Another Seat has the same value in this field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeatTaken {
    pub field: String,
}

impl SeatTaken {
    pub const CODE: &str = "seat-taken";
    pub const STATUS: u16 = 409;
}

impl fmt::Display for SeatTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("seat taken")
    }
}

impl std::error::Error for SeatTaken {}

/// There is no such User.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserNotFound {
    pub id: Uuid,
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

/// Another User has the same value in this field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserTaken {
    pub field: String,
}

impl UserTaken {
    pub const CODE: &str = "user-taken";
    pub const STATUS: u16 = 409;
}

impl fmt::Display for UserTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("user taken")
    }
}

impl std::error::Error for UserTaken {}

/// What `create-mark` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateMarkIn {
    pub name: String,
}

/// What `create-seat` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateSeatIn {
    #[serde(with = "wire::As::<wire::Text>")]
    pub number: i64,
    pub taken: bool,
    #[serde(with = "wire::As::<wire::Finite>")]
    pub ratio: f64,
    #[serde(with = "wire::As::<wire::Base64>")]
    pub data: Vec<u8>,
    #[serde(with = "wire::As::<wire::Exact>")]
    pub price: Decimal,
    pub free: Value,
    pub places: Vec<i32>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "wire::As::<Option<wire::Moment>>"
    )]
    pub until: Option<DateTime<Utc>>,
}

/// What `create-user` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateUserIn {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    pub email_address: String,
    #[serde(with = "wire::As::<wire::Text>")]
    pub number: u64,
    pub plan: Plan,
    pub contact: Contact,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
}

/// What `delete-mark` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteMarkIn {
    pub name: String,
}

/// What `delete-seat` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteSeatIn {
    #[serde(with = "wire::As::<wire::Text>")]
    pub number: i64,
}

/// What `delete-user` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteUserIn {
    pub id: Uuid,
}

/// What `get-mark` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetMarkIn {
    pub name: String,
}

/// What `get-seat` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetSeatIn {
    #[serde(with = "wire::As::<wire::Text>")]
    pub number: i64,
}

/// What `get-user` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetUserIn {
    pub id: Uuid,
}

/// What `list-marks` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListMarksIn {
    #[serde(
        default = "ListMarksIn::default_limit",
        with = "wire::As::<wire::Within<bounds::ListMarksInLimit>>"
    )]
    pub limit: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl ListMarksIn {
    fn default_limit() -> u32 {
        50
    }
}

/// What `list-seats` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListSeatsIn {
    #[serde(
        default = "ListSeatsIn::default_limit",
        with = "wire::As::<wire::Within<bounds::ListSeatsInLimit>>"
    )]
    pub limit: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl ListSeatsIn {
    fn default_limit() -> u32 {
        50
    }
}

/// What `list-users` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListUsersIn {
    #[serde(
        default = "ListUsersIn::default_limit",
        with = "wire::As::<wire::Within<bounds::ListUsersInLimit>>"
    )]
    pub limit: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl ListUsersIn {
    fn default_limit() -> u32 {
        50
    }
}

/// What `update-seat` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateSeatIn {
    #[serde(with = "wire::As::<wire::Text>")]
    pub number: i64,
    pub change: SeatPatch,
}

/// What `update-user` takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateUserIn {
    pub id: Uuid,
    pub change: UserPatch,
}

/// Why `create-mark` fails.
#[derive(Debug)]
pub enum CreateMarkError {
    MarkTaken(MarkTaken),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<MarkTaken> for CreateMarkError {
    fn from(error: MarkTaken) -> Self {
        Self::MarkTaken(error)
    }
}

impl From<anyhow::Error> for CreateMarkError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for CreateMarkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MarkTaken(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CreateMarkError {}

impl wire::Refuse for CreateMarkError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::MarkTaken(error) => {
                let status = MarkTaken::STATUS;
                let code = MarkTaken::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `create-seat` fails.
#[derive(Debug)]
pub enum CreateSeatError {
    SeatTaken(SeatTaken),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<SeatTaken> for CreateSeatError {
    fn from(error: SeatTaken) -> Self {
        Self::SeatTaken(error)
    }
}

impl From<anyhow::Error> for CreateSeatError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for CreateSeatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SeatTaken(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CreateSeatError {}

impl wire::Refuse for CreateSeatError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::SeatTaken(error) => {
                let status = SeatTaken::STATUS;
                let code = SeatTaken::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `create-user` fails.
#[derive(Debug)]
pub enum CreateUserError {
    UserTaken(UserTaken),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<UserTaken> for CreateUserError {
    fn from(error: UserTaken) -> Self {
        Self::UserTaken(error)
    }
}

impl From<anyhow::Error> for CreateUserError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for CreateUserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UserTaken(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CreateUserError {}

impl wire::Refuse for CreateUserError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::UserTaken(error) => {
                let status = UserTaken::STATUS;
                let code = UserTaken::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `delete-mark` fails.
#[derive(Debug)]
pub enum DeleteMarkError {
    MarkNotFound(MarkNotFound),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<MarkNotFound> for DeleteMarkError {
    fn from(error: MarkNotFound) -> Self {
        Self::MarkNotFound(error)
    }
}

impl From<anyhow::Error> for DeleteMarkError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for DeleteMarkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MarkNotFound(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DeleteMarkError {}

impl wire::Refuse for DeleteMarkError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::MarkNotFound(error) => {
                let status = MarkNotFound::STATUS;
                let code = MarkNotFound::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `delete-seat` fails.
#[derive(Debug)]
pub enum DeleteSeatError {
    SeatNotFound(SeatNotFound),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<SeatNotFound> for DeleteSeatError {
    fn from(error: SeatNotFound) -> Self {
        Self::SeatNotFound(error)
    }
}

impl From<anyhow::Error> for DeleteSeatError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for DeleteSeatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SeatNotFound(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DeleteSeatError {}

impl wire::Refuse for DeleteSeatError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::SeatNotFound(error) => {
                let status = SeatNotFound::STATUS;
                let code = SeatNotFound::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `delete-user` fails.
#[derive(Debug)]
pub enum DeleteUserError {
    UserNotFound(UserNotFound),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<UserNotFound> for DeleteUserError {
    fn from(error: UserNotFound) -> Self {
        Self::UserNotFound(error)
    }
}

impl From<anyhow::Error> for DeleteUserError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for DeleteUserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UserNotFound(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DeleteUserError {}

impl wire::Refuse for DeleteUserError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::UserNotFound(error) => {
                let status = UserNotFound::STATUS;
                let code = UserNotFound::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `get-mark` fails.
#[derive(Debug)]
pub enum GetMarkError {
    MarkNotFound(MarkNotFound),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<MarkNotFound> for GetMarkError {
    fn from(error: MarkNotFound) -> Self {
        Self::MarkNotFound(error)
    }
}

impl From<anyhow::Error> for GetMarkError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for GetMarkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MarkNotFound(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for GetMarkError {}

impl wire::Refuse for GetMarkError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::MarkNotFound(error) => {
                let status = MarkNotFound::STATUS;
                let code = MarkNotFound::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `get-seat` fails.
#[derive(Debug)]
pub enum GetSeatError {
    SeatNotFound(SeatNotFound),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<SeatNotFound> for GetSeatError {
    fn from(error: SeatNotFound) -> Self {
        Self::SeatNotFound(error)
    }
}

impl From<anyhow::Error> for GetSeatError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for GetSeatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SeatNotFound(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for GetSeatError {}

impl wire::Refuse for GetSeatError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::SeatNotFound(error) => {
                let status = SeatNotFound::STATUS;
                let code = SeatNotFound::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
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

impl wire::Refuse for GetUserError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::UserNotFound(error) => {
                let status = UserNotFound::STATUS;
                let code = UserNotFound::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `list-marks` fails.
#[derive(Debug)]
pub enum ListMarksError {
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<anyhow::Error> for ListMarksError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for ListMarksError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ListMarksError {}

impl wire::Refuse for ListMarksError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `list-seats` fails.
#[derive(Debug)]
pub enum ListSeatsError {
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<anyhow::Error> for ListSeatsError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for ListSeatsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ListSeatsError {}

impl wire::Refuse for ListSeatsError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `list-users` fails.
#[derive(Debug)]
pub enum ListUsersError {
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<anyhow::Error> for ListUsersError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for ListUsersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ListUsersError {}

impl wire::Refuse for ListUsersError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `update-seat` fails.
#[derive(Debug)]
pub enum UpdateSeatError {
    SeatNotFound(SeatNotFound),
    SeatTaken(SeatTaken),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<SeatNotFound> for UpdateSeatError {
    fn from(error: SeatNotFound) -> Self {
        Self::SeatNotFound(error)
    }
}

impl From<SeatTaken> for UpdateSeatError {
    fn from(error: SeatTaken) -> Self {
        Self::SeatTaken(error)
    }
}

impl From<anyhow::Error> for UpdateSeatError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for UpdateSeatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SeatNotFound(error) => error.fmt(f),
            Self::SeatTaken(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for UpdateSeatError {}

impl wire::Refuse for UpdateSeatError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::SeatNotFound(error) => {
                let status = SeatNotFound::STATUS;
                let code = SeatNotFound::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::SeatTaken(error) => {
                let status = SeatTaken::STATUS;
                let code = SeatTaken::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// Why `update-user` fails.
#[derive(Debug)]
pub enum UpdateUserError {
    UserNotFound(UserNotFound),
    UserTaken(UserTaken),
    /// Nothing that is declared: a caller sees a 500 with the request id.
    Internal(anyhow::Error),
}

impl From<UserNotFound> for UpdateUserError {
    fn from(error: UserNotFound) -> Self {
        Self::UserNotFound(error)
    }
}

impl From<UserTaken> for UpdateUserError {
    fn from(error: UserTaken) -> Self {
        Self::UserTaken(error)
    }
}

impl From<anyhow::Error> for UpdateUserError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl fmt::Display for UpdateUserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UserNotFound(error) => error.fmt(f),
            Self::UserTaken(error) => error.fmt(f),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for UpdateUserError {}

impl wire::Refuse for UpdateUserError {
    fn refuse(self) -> wire::Refusal {
        match self {
            Self::UserNotFound(error) => {
                let status = UserNotFound::STATUS;
                let code = UserNotFound::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::UserTaken(error) => {
                let status = UserTaken::STATUS;
                let code = UserTaken::CODE;
                wire::Refusal::declared(status, code, &error)
            }
            Self::Internal(error) => wire::Refusal::internal(&error),
        }
    }
}

/// What fields are held to besides their types.
mod bounds {
    use super::wire;

    pub struct ListMarksInLimit;

    impl wire::Bounds<u32> for ListMarksInLimit {
        const FIELD: &'static str = "limit";

        fn problem(value: &u32) -> Option<&'static str> {
            if *value < 1 {
                let wrong = "must be at least 1";
                return Some(wrong);
            }
            if *value > 500 {
                let wrong = "must be at most 500";
                return Some(wrong);
            }
            None
        }
    }

    pub struct ListSeatsInLimit;

    impl wire::Bounds<u32> for ListSeatsInLimit {
        const FIELD: &'static str = "limit";

        fn problem(value: &u32) -> Option<&'static str> {
            if *value < 1 {
                let wrong = "must be at least 1";
                return Some(wrong);
            }
            if *value > 500 {
                let wrong = "must be at most 500";
                return Some(wrong);
            }
            None
        }
    }

    pub struct ListUsersInLimit;

    impl wire::Bounds<u32> for ListUsersInLimit {
        const FIELD: &'static str = "limit";

        fn problem(value: &u32) -> Option<&'static str> {
            if *value < 1 {
                let wrong = "must be at least 1";
                return Some(wrong);
            }
            if *value > 500 {
                let wrong = "must be at most 500";
                return Some(wrong);
            }
            None
        }
    }

    pub struct ConfigDatabaseUrl;

    impl<T> wire::Bounds<T> for ConfigDatabaseUrl {
        const FIELD: &'static str = "databaseUrl";
        const SECRET: bool = true;
    }
}

/// Values for tests: `UserProfile { id: 7, ..a_user_profile() }`.
pub mod builders {
    use rust_decimal::Decimal;
    use serde_json::Value;
    use uuid::Uuid;

    pub fn a_contact() -> super::Contact {
        super::Contact::ByMail {
            address: "address".to_string(),
        }
    }

    pub fn a_mark() -> super::Mark {
        super::Mark {
            name: "name".to_string(),
        }
    }

    pub fn a_seat() -> super::Seat {
        super::Seat {
            number: 1,
            taken: false,
            ratio: 1.0,
            data: Vec::new(),
            price: Decimal::ONE,
            free: Value::Bool(true),
            places: Vec::new(),
            until: None,
        }
    }

    pub fn a_user() -> super::User {
        super::User {
            id: Uuid::from_u128(1),
            email_address: "ada@example.org".to_string(),
            number: 1,
            plan: super::Plan::Free,
            contact: a_contact(),
            nickname: None,
        }
    }
}

impl stores::Kept for Mark {
    fn key(&self) -> String {
        self.name.to_string()
    }

    fn unique(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// Who keeps every `Mark`; what implements it answers the rpcs of `Mark`.
pub trait KeepsMark: Send + Sync + 'static {
    type MarkStore: stores::Store<Mark>;

    fn mark_store(&self) -> &Self::MarkStore;
}

impl<A: KeepsMark> CreateMark for A {
    async fn create_mark(&self, _: &Ctx, input: CreateMarkIn) -> Result<Mark, CreateMarkError> {
        use stores::Store;

        let store = self.mark_store();
        let value = Mark { name: input.name };
        match store.insert(value).await? {
            stores::Changed::Stored(value) => Ok(value),
            stores::Changed::Taken(field) => Err(MarkTaken { field }.into()),
        }
    }
}

impl<A: KeepsMark> DeleteMark for A {
    async fn delete_mark(&self, _: &Ctx, input: DeleteMarkIn) -> Result<(), DeleteMarkError> {
        use stores::Store;

        let store = self.mark_store();
        if store.delete(&input.name.to_string()).await? {
            return Ok(());
        }
        let name = input.name;
        Err(MarkNotFound { name }.into())
    }
}

impl<A: KeepsMark> GetMark for A {
    async fn get_mark(&self, _: &Ctx, input: GetMarkIn) -> Result<Mark, GetMarkError> {
        use stores::Store;

        let store = self.mark_store();
        let found = store.find(&input.name.to_string()).await?;
        let name = input.name;
        found.ok_or_else(|| MarkNotFound { name }.into())
    }
}

impl<A: KeepsMark> ListMarks for A {
    async fn list_marks(
        &self,
        _: &Ctx,
        input: ListMarksIn,
    ) -> Result<pages::Page<Mark>, ListMarksError> {
        let store = self.mark_store();
        Ok(stores::page(store, input.cursor.as_deref(), input.limit).await?)
    }
}

impl stores::Kept for Seat {
    fn key(&self) -> String {
        self.number.to_string()
    }

    fn unique(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

impl tables::Tabled for Seat {
    const TABLE: tables::Table = tables::Table {
        columns: &[
            tables::Column {
                wire: "number",
                holds: tables::Holds::Text,
            },
            tables::Column {
                wire: "taken",
                holds: tables::Holds::Json,
            },
            tables::Column {
                wire: "ratio",
                holds: tables::Holds::Json,
            },
            tables::Column {
                wire: "data",
                holds: tables::Holds::Text,
            },
            tables::Column {
                wire: "price",
                holds: tables::Holds::Text,
            },
            tables::Column {
                wire: "free",
                holds: tables::Holds::Json,
            },
            tables::Column {
                wire: "places",
                holds: tables::Holds::Json,
            },
            tables::Column {
                wire: "until",
                holds: tables::Holds::Text,
            },
        ],
        insert: r#"
            INSERT INTO "seats" ("number", "taken", "ratio", "data", "price", "free", "places", "until")
            VALUES ($1::text::bigint, $2::text::boolean, $3::text::double precision, decode($4::text, 'base64'), $5::text::numeric, $6::text::json, $7::text::json, $8::text)
            ON CONFLICT DO NOTHING
        "#,
        update: r#"
            UPDATE "seats"
            SET "taken" = $2::text::boolean, "ratio" = $3::text::double precision, "data" = decode($4::text, 'base64'), "price" = $5::text::numeric, "free" = $6::text::json, "places" = $7::text::json, "until" = $8::text
            WHERE "number" = $1::text::bigint
        "#,
        delete: r#"
            DELETE FROM "seats"
            WHERE "number"::text COLLATE "C" = $1
        "#,
        list: r#"
            SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
            FROM "seats"
            ORDER BY "number"::text COLLATE "C" LIMIT $1
        "#,
        list_after: r#"
            SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
            FROM "seats"
            WHERE "number"::text COLLATE "C" > $2
            ORDER BY "number"::text COLLATE "C" LIMIT $1
        "#,
        find: r#"
            SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
            FROM "seats"
            WHERE "number"::text COLLATE "C" = $1
        "#,
        lock: r#"
            SELECT "number"::text AS "number", "taken"::text AS "taken", "ratio"::text AS "ratio", translate(encode("data", 'base64'), chr(10), '') AS "data", "price"::text AS "price", "free"::text AS "free", "places"::text AS "places", "until"
            FROM "seats"
            WHERE "number"::text COLLATE "C" = $1
            FOR UPDATE
        "#,
        taken: None,
    };
}

/// Who keeps every `Seat`; what implements it answers the rpcs of `Seat`.
pub trait KeepsSeat: Send + Sync + 'static {
    type SeatStore: stores::Store<Seat>;

    fn seat_store(&self) -> &Self::SeatStore;
}

impl<A: KeepsSeat> CreateSeat for A {
    async fn create_seat(&self, _: &Ctx, input: CreateSeatIn) -> Result<Seat, CreateSeatError> {
        use stores::Store;

        let store = self.seat_store();
        let value = Seat {
            number: input.number,
            taken: input.taken,
            ratio: input.ratio,
            data: input.data,
            price: input.price,
            free: input.free,
            places: input.places,
            until: input.until,
        };
        match store.insert(value).await? {
            stores::Changed::Stored(value) => Ok(value),
            stores::Changed::Taken(field) => Err(SeatTaken { field }.into()),
        }
    }
}

impl<A: KeepsSeat> DeleteSeat for A {
    async fn delete_seat(&self, _: &Ctx, input: DeleteSeatIn) -> Result<(), DeleteSeatError> {
        use stores::Store;

        let store = self.seat_store();
        if store.delete(&input.number.to_string()).await? {
            return Ok(());
        }
        let number = input.number;
        Err(SeatNotFound { number }.into())
    }
}

impl<A: KeepsSeat> GetSeat for A {
    async fn get_seat(&self, _: &Ctx, input: GetSeatIn) -> Result<Seat, GetSeatError> {
        use stores::Store;

        let store = self.seat_store();
        let found = store.find(&input.number.to_string()).await?;
        let number = input.number;
        found.ok_or_else(|| SeatNotFound { number }.into())
    }
}

impl<A: KeepsSeat> ListSeats for A {
    async fn list_seats(
        &self,
        _: &Ctx,
        input: ListSeatsIn,
    ) -> Result<pages::Page<Seat>, ListSeatsError> {
        let store = self.seat_store();
        Ok(stores::page(store, input.cursor.as_deref(), input.limit).await?)
    }
}

impl<A: KeepsSeat> UpdateSeat for A {
    async fn update_seat(&self, _: &Ctx, input: UpdateSeatIn) -> Result<Seat, UpdateSeatError> {
        use stores::Store;

        let store = self.seat_store();
        let key = input.number.to_string();
        let change = |value| input.change.apply(value);
        match store.update(&key, change).await? {
            Some(stores::Changed::Stored(value)) => Ok(value),
            Some(stores::Changed::Taken(field)) => Err(SeatTaken { field }.into()),
            None => {
                let number = input.number;
                Err(SeatNotFound { number }.into())
            }
        }
    }
}

impl stores::Kept for User {
    fn key(&self) -> String {
        self.id.to_string()
    }

    fn unique(&self) -> Vec<(&'static str, String)> {
        vec![
            ("email-address", self.email_address.to_string()),
            ("number", self.number.to_string()),
        ]
    }
}

impl tables::Tabled for User {
    const TABLE: tables::Table = tables::Table {
        columns: &[
            tables::Column {
                wire: "id",
                holds: tables::Holds::Text,
            },
            tables::Column {
                wire: "emailAddress",
                holds: tables::Holds::Text,
            },
            tables::Column {
                wire: "number",
                holds: tables::Holds::Text,
            },
            tables::Column {
                wire: "plan",
                holds: tables::Holds::Text,
            },
            tables::Column {
                wire: "contact",
                holds: tables::Holds::Json,
            },
            tables::Column {
                wire: "nickname",
                holds: tables::Holds::Text,
            },
        ],
        insert: r#"
            INSERT INTO "users" ("id", "email_address", "number", "plan", "contact", "nickname")
            VALUES ($1::text::uuid, $2::text, $3::text::numeric(20), $4::text, $5::text::json, $6::text)
            ON CONFLICT DO NOTHING
        "#,
        update: r#"
            UPDATE "users"
            SET "email_address" = $2::text, "number" = $3::text::numeric(20), "plan" = $4::text, "contact" = $5::text::json, "nickname" = $6::text
            WHERE "id" = $1::text::uuid
        "#,
        delete: r#"
            DELETE FROM "users"
            WHERE "id"::text COLLATE "C" = $1
        "#,
        list: r#"
            SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
            FROM "users"
            ORDER BY "id"::text COLLATE "C" LIMIT $1
        "#,
        list_after: r#"
            SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
            FROM "users"
            WHERE "id"::text COLLATE "C" > $2
            ORDER BY "id"::text COLLATE "C" LIMIT $1
        "#,
        find: r#"
            SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
            FROM "users"
            WHERE "id"::text COLLATE "C" = $1
        "#,
        lock: r#"
            SELECT "id"::text AS "id", "email_address", "number"::text AS "number", "plan", "contact"::text AS "contact", "nickname"
            FROM "users"
            WHERE "id"::text COLLATE "C" = $1
            FOR UPDATE
        "#,
        taken: Some(
            r#"
                SELECT CASE
                WHEN EXISTS (SELECT 1 FROM "users" WHERE "email_address" = $2::text AND "id"::text COLLATE "C" <> $1) THEN 'email-address'
                WHEN EXISTS (SELECT 1 FROM "users" WHERE "number" = $3::text::numeric(20) AND "id"::text COLLATE "C" <> $1) THEN 'number'
                END
            "#,
        ),
    };
}

/// Who keeps every `User`; what implements it answers the rpcs of `User`.
pub trait KeepsUser: Send + Sync + 'static {
    type UserStore: stores::Store<User>;

    fn user_store(&self) -> &Self::UserStore;
}

impl<A: KeepsUser> CreateUser for A {
    async fn create_user(&self, _: &Ctx, input: CreateUserIn) -> Result<User, CreateUserError> {
        use stores::Store;

        let store = self.user_store();
        let value = User {
            id: input.id.unwrap_or_else(stores::new_key),
            email_address: input.email_address,
            number: input.number,
            plan: input.plan,
            contact: input.contact,
            nickname: input.nickname,
        };
        match store.insert(value).await? {
            stores::Changed::Stored(value) => Ok(value),
            stores::Changed::Taken(field) => Err(UserTaken { field }.into()),
        }
    }
}

impl<A: KeepsUser> DeleteUser for A {
    async fn delete_user(&self, _: &Ctx, input: DeleteUserIn) -> Result<(), DeleteUserError> {
        use stores::Store;

        let store = self.user_store();
        if store.delete(&input.id.to_string()).await? {
            return Ok(());
        }
        let id = input.id;
        Err(UserNotFound { id }.into())
    }
}

impl<A: KeepsUser> GetUser for A {
    async fn get_user(&self, _: &Ctx, input: GetUserIn) -> Result<User, GetUserError> {
        use stores::Store;

        let store = self.user_store();
        let found = store.find(&input.id.to_string()).await?;
        let id = input.id;
        found.ok_or_else(|| UserNotFound { id }.into())
    }
}

impl<A: KeepsUser> ListUsers for A {
    async fn list_users(
        &self,
        _: &Ctx,
        input: ListUsersIn,
    ) -> Result<pages::Page<User>, ListUsersError> {
        let store = self.user_store();
        Ok(stores::page(store, input.cursor.as_deref(), input.limit).await?)
    }
}

impl<A: KeepsUser> UpdateUser for A {
    async fn update_user(&self, _: &Ctx, input: UpdateUserIn) -> Result<User, UpdateUserError> {
        use stores::Store;

        let store = self.user_store();
        let key = input.id.to_string();
        let change = |value| input.change.apply(value);
        match store.update(&key, change).await? {
            Some(stores::Changed::Stored(value)) => Ok(value),
            Some(stores::Changed::Taken(field)) => Err(UserTaken { field }.into()),
            None => {
                let id = input.id;
                Err(UserNotFound { id }.into())
            }
        }
    }
}

/// Makes one Mark.
pub trait CreateMark: Send + Sync + 'static {
    fn create_mark(
        &self,
        ctx: &Ctx,
        input: CreateMarkIn,
    ) -> impl Future<Output = Result<Mark, CreateMarkError>> + Send;
}

/// Makes one Seat.
pub trait CreateSeat: Send + Sync + 'static {
    fn create_seat(
        &self,
        ctx: &Ctx,
        input: CreateSeatIn,
    ) -> impl Future<Output = Result<Seat, CreateSeatError>> + Send;
}

/// Makes one User.
pub trait CreateUser: Send + Sync + 'static {
    fn create_user(
        &self,
        ctx: &Ctx,
        input: CreateUserIn,
    ) -> impl Future<Output = Result<User, CreateUserError>> + Send;
}

/// Takes one Mark away.
pub trait DeleteMark: Send + Sync + 'static {
    fn delete_mark(
        &self,
        ctx: &Ctx,
        input: DeleteMarkIn,
    ) -> impl Future<Output = Result<(), DeleteMarkError>> + Send;
}

/// Takes one Seat away.
pub trait DeleteSeat: Send + Sync + 'static {
    fn delete_seat(
        &self,
        ctx: &Ctx,
        input: DeleteSeatIn,
    ) -> impl Future<Output = Result<(), DeleteSeatError>> + Send;
}

/// Takes one User away.
pub trait DeleteUser: Send + Sync + 'static {
    fn delete_user(
        &self,
        ctx: &Ctx,
        input: DeleteUserIn,
    ) -> impl Future<Output = Result<(), DeleteUserError>> + Send;
}

/// Finds one Mark.
pub trait GetMark: Send + Sync + 'static {
    fn get_mark(
        &self,
        ctx: &Ctx,
        input: GetMarkIn,
    ) -> impl Future<Output = Result<Mark, GetMarkError>> + Send;
}

/// Finds one Seat.
pub trait GetSeat: Send + Sync + 'static {
    fn get_seat(
        &self,
        ctx: &Ctx,
        input: GetSeatIn,
    ) -> impl Future<Output = Result<Seat, GetSeatError>> + Send;
}

/// Finds one User.
pub trait GetUser: Send + Sync + 'static {
    fn get_user(
        &self,
        ctx: &Ctx,
        input: GetUserIn,
    ) -> impl Future<Output = Result<User, GetUserError>> + Send;
}

/// Lists every Mark, in the order of their keys as text.
pub trait ListMarks: Send + Sync + 'static {
    fn list_marks(
        &self,
        ctx: &Ctx,
        input: ListMarksIn,
    ) -> impl Future<Output = Result<pages::Page<Mark>, ListMarksError>> + Send;
}

/// Lists every Seat, in the order of their keys as text.
pub trait ListSeats: Send + Sync + 'static {
    fn list_seats(
        &self,
        ctx: &Ctx,
        input: ListSeatsIn,
    ) -> impl Future<Output = Result<pages::Page<Seat>, ListSeatsError>> + Send;
}

/// Lists every User, in the order of their keys as text.
pub trait ListUsers: Send + Sync + 'static {
    fn list_users(
        &self,
        ctx: &Ctx,
        input: ListUsersIn,
    ) -> impl Future<Output = Result<pages::Page<User>, ListUsersError>> + Send;
}

/// Changes one Seat.
pub trait UpdateSeat: Send + Sync + 'static {
    fn update_seat(
        &self,
        ctx: &Ctx,
        input: UpdateSeatIn,
    ) -> impl Future<Output = Result<Seat, UpdateSeatError>> + Send;
}

/// Changes one User.
pub trait UpdateUser: Send + Sync + 'static {
    fn update_user(
        &self,
        ctx: &Ctx,
        input: UpdateUserIn,
    ) -> impl Future<Output = Result<User, UpdateUserError>> + Send;
}

/// All that this service does; whoever implements the parts implements the whole.
pub trait Pooled: Send + Sync + 'static
where
    Self: CreateMark,
    Self: CreateSeat,
    Self: CreateUser,
    Self: DeleteMark,
    Self: DeleteSeat,
    Self: DeleteUser,
    Self: GetMark,
    Self: GetSeat,
    Self: GetUser,
    Self: ListMarks,
    Self: ListSeats,
    Self: ListUsers,
    Self: UpdateSeat,
    Self: UpdateUser,
{
}

impl<T> Pooled for T
where
    T: Send + Sync + 'static,
    T: CreateMark,
    T: CreateSeat,
    T: CreateUser,
    T: DeleteMark,
    T: DeleteSeat,
    T: DeleteUser,
    T: GetMark,
    T: GetSeat,
    T: GetUser,
    T: ListMarks,
    T: ListSeats,
    T: ListUsers,
    T: UpdateSeat,
    T: UpdateUser,
{
}

/// The routes of this service over what custom code implements.
pub fn router<A: Pooled>(app: A) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .route("/openapi.json", get(openapi))
        .route("/rpc/create-mark", post(post_create_mark::<A>))
        .route("/rpc/create-seat", post(post_create_seat::<A>))
        .route("/rpc/create-user", post(post_create_user::<A>))
        .route("/rpc/delete-mark", post(post_delete_mark::<A>))
        .route("/rpc/delete-seat", post(post_delete_seat::<A>))
        .route("/rpc/delete-user", post(post_delete_user::<A>))
        .route("/rpc/get-mark", post(post_get_mark::<A>))
        .route("/rpc/get-seat", post(post_get_seat::<A>))
        .route("/rpc/get-user", post(post_get_user::<A>))
        .route("/rpc/list-marks", post(post_list_marks::<A>))
        .route("/rpc/list-seats", post(post_list_seats::<A>))
        .route("/rpc/list-users", post(post_list_users::<A>))
        .route("/rpc/update-seat", post(post_update_seat::<A>))
        .route("/rpc/update-user", post(post_update_user::<A>))
        .fallback(routed::<A>)
        .method_not_allowed_fallback(absent)
        .layer(axum::middleware::from_fn(wire::observe))
        .with_state(Arc::new(app))
}

async fn health() -> Response {
    wire::healthy("pooled")
}

async fn ready() -> Response {
    wire::readiness("pooled").await
}

async fn absent(request: Request) -> Response {
    wire::absent(&request, "pooled")
}

async fn openapi() -> Response {
    wire::respond(200, include_str!("generated.openapi.json"))
}

/// Paths beside those of the rpcs, in the order in which they are tried.
const ROUTES: &[routes::Route] = &[
    routes::Route {
        method: "GET",
        path: "/marks",
        calls: "/rpc/list-marks",
        parameters: &[
            routes::one("limit", routes::Reads::Integer),
            routes::one("cursor", routes::Reads::Text),
        ],
    },
    routes::Route {
        method: "POST",
        path: "/marks",
        calls: "/rpc/create-mark",
        parameters: &[],
    },
    routes::Route {
        method: "GET",
        path: "/seats",
        calls: "/rpc/list-seats",
        parameters: &[
            routes::one("limit", routes::Reads::Integer),
            routes::one("cursor", routes::Reads::Text),
        ],
    },
    routes::Route {
        method: "POST",
        path: "/seats",
        calls: "/rpc/create-seat",
        parameters: &[],
    },
    routes::Route {
        method: "GET",
        path: "/users",
        calls: "/rpc/list-users",
        parameters: &[
            routes::one("limit", routes::Reads::Integer),
            routes::one("cursor", routes::Reads::Text),
        ],
    },
    routes::Route {
        method: "POST",
        path: "/users",
        calls: "/rpc/create-user",
        parameters: &[],
    },
    routes::Route {
        method: "DELETE",
        path: "/marks/{name}",
        calls: "/rpc/delete-mark",
        parameters: &[routes::one("name", routes::Reads::Text)],
    },
    routes::Route {
        method: "GET",
        path: "/marks/{name}",
        calls: "/rpc/get-mark",
        parameters: &[routes::one("name", routes::Reads::Text)],
    },
    routes::Route {
        method: "DELETE",
        path: "/seats/{number}",
        calls: "/rpc/delete-seat",
        parameters: &[routes::one("number", routes::Reads::Text)],
    },
    routes::Route {
        method: "GET",
        path: "/seats/{number}",
        calls: "/rpc/get-seat",
        parameters: &[routes::one("number", routes::Reads::Text)],
    },
    routes::Route {
        method: "PATCH",
        path: "/seats/{number}",
        calls: "/rpc/update-seat",
        parameters: &[routes::one("number", routes::Reads::Text)],
    },
    routes::Route {
        method: "DELETE",
        path: "/users/{id}",
        calls: "/rpc/delete-user",
        parameters: &[routes::one("id", routes::Reads::Text)],
    },
    routes::Route {
        method: "GET",
        path: "/users/{id}",
        calls: "/rpc/get-user",
        parameters: &[routes::one("id", routes::Reads::Text)],
    },
    routes::Route {
        method: "PATCH",
        path: "/users/{id}",
        calls: "/rpc/update-user",
        parameters: &[routes::one("id", routes::Reads::Text)],
    },
];

async fn routed<A: Pooled>(State(app): State<Arc<A>>, request: Request) -> Response {
    let (rpc, request) = match routes::called(ROUTES, "pooled", request).await {
        Ok(called) => called,
        Err(answer) => return answer,
    };
    match rpc {
        "/rpc/create-mark" => post_create_mark(State(app), request).await,
        "/rpc/create-seat" => post_create_seat(State(app), request).await,
        "/rpc/create-user" => post_create_user(State(app), request).await,
        "/rpc/delete-mark" => post_delete_mark(State(app), request).await,
        "/rpc/delete-seat" => post_delete_seat(State(app), request).await,
        "/rpc/delete-user" => post_delete_user(State(app), request).await,
        "/rpc/get-mark" => post_get_mark(State(app), request).await,
        "/rpc/get-seat" => post_get_seat(State(app), request).await,
        "/rpc/get-user" => post_get_user(State(app), request).await,
        "/rpc/list-marks" => post_list_marks(State(app), request).await,
        "/rpc/list-seats" => post_list_seats(State(app), request).await,
        "/rpc/list-users" => post_list_users(State(app), request).await,
        "/rpc/update-seat" => post_update_seat(State(app), request).await,
        "/rpc/update-user" => post_update_user(State(app), request).await,
        _ => absent(request).await,
    }
}

async fn post_create_mark<A: CreateMark>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.create_mark(&ctx, input).await
    })
    .await
}

async fn post_create_seat<A: CreateSeat>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.create_seat(&ctx, input).await
    })
    .await
}

async fn post_create_user<A: CreateUser>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.create_user(&ctx, input).await
    })
    .await
}

async fn post_delete_mark<A: DeleteMark>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        type Travels = wire::Nothing;
        let answer = app.delete_mark(&ctx, input).await;
        answer.map(wire::coded::<_, Travels>)
    })
    .await
}

async fn post_delete_seat<A: DeleteSeat>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        type Travels = wire::Nothing;
        let answer = app.delete_seat(&ctx, input).await;
        answer.map(wire::coded::<_, Travels>)
    })
    .await
}

async fn post_delete_user<A: DeleteUser>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        type Travels = wire::Nothing;
        let answer = app.delete_user(&ctx, input).await;
        answer.map(wire::coded::<_, Travels>)
    })
    .await
}

async fn post_get_mark<A: GetMark>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.get_mark(&ctx, input).await
    })
    .await
}

async fn post_get_seat<A: GetSeat>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.get_seat(&ctx, input).await
    })
    .await
}

async fn post_get_user<A: GetUser>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.get_user(&ctx, input).await
    })
    .await
}

async fn post_list_marks<A: ListMarks>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.list_marks(&ctx, input).await
    })
    .await
}

async fn post_list_seats<A: ListSeats>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.list_seats(&ctx, input).await
    })
    .await
}

async fn post_list_users<A: ListUsers>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.list_users(&ctx, input).await
    })
    .await
}

async fn post_update_seat<A: UpdateSeat>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.update_seat(&ctx, input).await
    })
    .await
}

async fn post_update_user<A: UpdateUser>(State(app): State<Arc<A>>, request: Request) -> Response {
    wire::answer(request, |wire::Call { ctx, input }| async move {
        app.update_user(&ctx, input).await
    })
    .await
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
#[derive(Clone, PartialEq)]
pub struct Config {
    /// 0 picks a free one.
    pub port: u16,
    pub seats: u32,
    /// The address of the database that things are kept in.
    pub database_url: String,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Config");
        shown.field("port", &self.port);
        shown.field("seats", &self.seats);
        shown.field("database_url", &format_args!("***"));
        shown.finish()
    }
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

        let seats = settings.parse("SEATS");
        let seats = seats.unwrap_or(9);

        let database_url =
            settings.read_as::<_, wire::Within<bounds::ConfigDatabaseUrl>>("DATABASE_URL");
        let database_url = settings.required("DATABASE_URL", database_url);

        settings.done()?;
        Ok(Self {
            port,
            seats,
            database_url: database_url?,
        })
    }
}

/// The database at `DATABASE_URL`, which every step to what it has to be was taken in.
pub async fn open_database(config: &Config) -> anyhow::Result<postgresql::Database> {
    postgresql::Database::open(&config.database_url).await
}

/// Serves until the process is told to stop; requests under way are finished first.
pub async fn serve(
    router: Router,
    database: &postgresql::Database,
    config: &Config,
) -> anyhow::Result<()> {
    let ready = || async { Ok(()) };
    serve_when(router, database, config, ready).await
}

/// The same; `ready` is asked by `GET /ready`: whether all is there that requests need, such as a database.
pub async fn serve_when<R, F>(
    router: Router,
    database: &postgresql::Database,
    config: &Config,
    ready: R,
) -> anyhow::Result<()>
where
    R: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    let asked = database.clone();
    let ready = move || {
        let asked = asked.clone();
        let ready = ready();
        async move {
            asked.check().await?;
            ready.await
        }
    };
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
    database.close().await;
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

/// Where things are kept.
pub mod stores {
    use super::pages::Page;
    use std::collections::BTreeMap;
    use std::ops::Bound;
    use std::sync::{Mutex, MutexGuard, PoisonError};

    /// How things of one kind are told apart.
    pub trait Kept: Clone + Send + Sync + 'static {
        /// The text of its key.
        fn key(&self) -> String;
        /// The text of what no two may share, with the name of its field.
        fn unique(&self) -> Vec<(&'static str, String)>;
    }

    /// What came of a change.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Changed<T> {
        Stored(T),
        /// Another thing has the same value in this field.
        Taken(String),
    }

    /// Where things of one kind are kept. Whoever implements it may be put in place of a stamped one.
    pub trait Store<T: Kept>: Send + Sync + 'static {
        /// Adds a thing, unless another one has its key or a value that no two may share.
        fn insert(&self, value: T) -> impl Future<Output = anyhow::Result<Changed<T>>> + Send;
        fn find(&self, key: &str) -> impl Future<Output = anyhow::Result<Option<T>>> + Send;
        /// Puts what `change` makes of a thing in its place, at once for all others; nothing where it is not there.
        fn update(
            &self,
            key: &str,
            change: impl FnOnce(T) -> T + Send,
        ) -> impl Future<Output = anyhow::Result<Option<Changed<T>>>> + Send;
        /// Whether there was such a thing.
        fn delete(&self, key: &str) -> impl Future<Output = anyhow::Result<bool>> + Send;
        /// At most `limit` things in the order of their keys, from behind the key `after` on.
        fn list_after(
            &self,
            after: Option<&str>,
            limit: usize,
        ) -> impl Future<Output = anyhow::Result<Vec<T>>> + Send;
    }

    /// Keeps things in the process's own memory, and forgets them with it.
    #[derive(Debug)]
    pub struct MemoryStore<T> {
        things: Mutex<BTreeMap<String, T>>,
    }

    impl<T> MemoryStore<T> {
        pub fn new() -> Self {
            let things = Mutex::new(BTreeMap::new());
            Self { things }
        }

        fn things(&self) -> MutexGuard<'_, BTreeMap<String, T>> {
            self.things.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    impl<T> Default for MemoryStore<T> {
        fn default() -> Self {
            Self::new()
        }
    }

    impl<T: Kept> Store<T> for MemoryStore<T> {
        async fn insert(&self, value: T) -> anyhow::Result<Changed<T>> {
            let mut things = self.things();
            let key = value.key();
            if things.contains_key(&key) {
                return Ok(Changed::Taken("key".to_string()));
            }
            Ok(put(&mut things, key, value))
        }

        async fn find(&self, key: &str) -> anyhow::Result<Option<T>> {
            Ok(self.things().get(key).cloned())
        }

        async fn update(
            &self,
            key: &str,
            change: impl FnOnce(T) -> T + Send,
        ) -> anyhow::Result<Option<Changed<T>>> {
            let mut things = self.things();
            let found = things.get(key).cloned();
            Ok(found.map(|value| put(&mut things, key.to_string(), change(value))))
        }

        async fn delete(&self, key: &str) -> anyhow::Result<bool> {
            Ok(self.things().remove(key).is_some())
        }

        async fn list_after(&self, after: Option<&str>, limit: usize) -> anyhow::Result<Vec<T>> {
            let from = after.map_or(Bound::Unbounded, Bound::Excluded);
            let things = self.things();
            let found = things.range::<str, _>((from, Bound::Unbounded));
            Ok(found.take(limit).map(|(_, value)| value.clone()).collect())
        }
    }

    fn put<T: Kept>(things: &mut BTreeMap<String, T>, key: String, value: T) -> Changed<T> {
        let others = things.iter().filter(|(other, _)| **other != key);
        let theirs: Vec<_> = others.flat_map(|(_, thing)| thing.unique()).collect();
        let mine = value.unique();
        if let Some((field, _)) = mine.into_iter().find(|field| theirs.contains(field)) {
            return Changed::Taken(field.to_string());
        }
        things.insert(key, value.clone());
        Changed::Stored(value)
    }

    /// One page of a store, which leads to the next by the key of its last thing.
    pub async fn page<T: Kept>(
        store: &impl Store<T>,
        cursor: Option<&str>,
        limit: u32,
    ) -> anyhow::Result<Page<T>> {
        let most = usize::try_from(limit)?;
        let mut items = store.list_after(cursor, most + 1).await?;
        let more = items.len() > most;
        items.truncate(most);
        let next = items.last().filter(|_| more).map(Kept::key);
        Ok(Page { items, next })
    }

    /// A new key.
    pub fn new_key() -> uuid::Uuid {
        let random = u128::from_str_radix(&super::wire::fresh_id(), 16).unwrap_or_default();
        uuid::Builder::from_random_bytes(random.to_be_bytes()).into_uuid()
    }
}

/// How things stand in tables.
pub mod tables {
    use super::stores::{Changed, Kept, Store};
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::{Map, Value};

    /// How often something is tried again that another one had, and has no more.
    const TRIES_MAX: usize = 10;

    /// Text, a number that the driver takes as one, or any other JSON as text; nothing where it is absent.
    #[derive(Debug, Clone, PartialEq)]
    pub enum Cell {
        Null,
        Text(String),
        Integer(i64),
        Real(f64),
    }

    /// What a column holds of the wire.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Holds {
        Text,
        Real,
        Json,
    }

    /// A column, and the key of its field on the wire.
    #[derive(Debug, Clone, Copy)]
    pub struct Column {
        pub wire: &'static str,
        pub holds: Holds,
    }

    /// How things of one kind stand in a table, and the statements that find and change them.
    #[derive(Debug, Clone, Copy)]
    pub struct Table {
        pub columns: &'static [Column],
        pub insert: &'static str,
        pub find: &'static str,
        /// Finds one that nobody else changes until the transaction ends.
        pub lock: &'static str,
        pub update: &'static str,
        pub delete: &'static str,
        pub list: &'static str,
        pub list_after: &'static str,
        /// Names the field that another one has the same value in; absent where nothing is unique.
        pub taken: Option<&'static str>,
    }

    /// What stands in a table.
    pub trait Tabled: Kept + Serialize + DeserializeOwned {
        const TABLE: Table;
    }

    /// Runs statements, one after the other. One that is dropped has changed nothing.
    pub trait Session: Send {
        fn rows(
            &mut self,
            sql: &'static str,
            cells: Vec<Cell>,
            columns: &'static [Column],
        ) -> impl Future<Output = anyhow::Result<Vec<Vec<Cell>>>> + Send;

        /// How many rows it changed; none where something unique would be there twice.
        fn change(
            &mut self,
            sql: &'static str,
            cells: Vec<Cell>,
        ) -> impl Future<Output = anyhow::Result<u64>> + Send;

        fn commit(self) -> impl Future<Output = anyhow::Result<()>> + Send;
    }

    /// Where tables are.
    pub trait Database: Clone + Send + Sync + 'static {
        type Session: Session;

        /// Begins a transaction that changes something.
        fn begin(&self) -> impl Future<Output = anyhow::Result<Self::Session>> + Send;

        /// What a statement finds that changes nothing.
        fn rows(
            &self,
            sql: &'static str,
            cells: Vec<Cell>,
            columns: &'static [Column],
        ) -> impl Future<Output = anyhow::Result<Vec<Vec<Cell>>>> + Send;
    }

    fn row_of<T: Tabled>(value: &T) -> anyhow::Result<Vec<Cell>> {
        let mut fields = match serde_json::to_value(value)? {
            Value::Object(fields) => fields,
            other => anyhow::bail!("{other} is no object"),
        };
        let cells = T::TABLE.columns.iter().map(|column| {
            match (column.holds, fields.remove(column.wire)) {
                (_, None) => Cell::Null,
                (Holds::Text, Some(Value::String(text))) => Cell::Text(text),
                (Holds::Real, Some(Value::Number(number))) => {
                    number.as_f64().map_or(Cell::Null, Cell::Real)
                }
                (_, Some(field)) => Cell::Text(field.to_string()),
            }
        });
        Ok(cells.collect())
    }

    fn value_of<T: Tabled>(row: Vec<Cell>) -> anyhow::Result<T> {
        let mut fields = Map::new();
        for (column, cell) in T::TABLE.columns.iter().zip(row) {
            let field = match cell {
                Cell::Null => continue,
                Cell::Text(text) if column.holds == Holds::Json => serde_json::from_str(&text)?,
                Cell::Text(text) => Value::from(text),
                Cell::Integer(number) => Value::from(number),
                Cell::Real(number) => Value::from(number),
            };
            fields.insert(column.wire.to_string(), field);
        }
        Ok(serde_json::from_value(Value::Object(fields))?)
    }

    /// One text of a statement that finds one.
    const TEXT: &[Column] = &[Column {
        wire: "",
        holds: Holds::Text,
    }];

    /// The steps that are still to be taken, each as one text. None may be another one than when it was taken.
    pub fn steps_left(taken: &[(i64, String)]) -> anyhow::Result<Vec<(i64, String)>> {
        #[derive(serde::Deserialize)]
        struct Step {
            number: i64,
            statements: Vec<String>,
        }
        #[derive(serde::Deserialize)]
        struct Migrations {
            steps: Vec<Step>,
        }
        let migrations: Migrations =
            serde_json::from_str(include_str!("generated.migrations.json"))?;
        let mut left = Vec::new();
        for Step { number, statements } in migrations.steps {
            let text = statements.join(";\n");
            match taken.iter().find(|(one, _)| *one == number) {
                None => left.push((number, text)),
                Some((_, before)) => anyhow::ensure!(
                    *before == text,
                    "step {number} of the database was another one when it was taken"
                ),
            }
        }
        Ok(left)
    }

    /// Keeps things in tables.
    #[derive(Debug, Clone)]
    pub struct TableStore<D> {
        database: D,
    }

    impl<D: Database> TableStore<D> {
        pub fn new(database: &D) -> Self {
            let database = database.clone();
            Self { database }
        }
    }

    impl<T: Tabled, D: Database> Store<T> for TableStore<D> {
        async fn insert(&self, value: T) -> anyhow::Result<Changed<T>> {
            let mut session = self.database.begin().await?;
            let changed = put(&mut session, T::TABLE.insert, value, true).await?;
            session.commit().await?;
            Ok(changed)
        }

        async fn find(&self, key: &str) -> anyhow::Result<Option<T>> {
            let key = vec![Cell::Text(key.to_string())];
            let Table { find, columns, .. } = T::TABLE;
            let rows = self.database.rows(find, key, columns).await?;
            rows.into_iter().next().map(value_of).transpose()
        }

        async fn update(
            &self,
            key: &str,
            change: impl FnOnce(T) -> T + Send,
        ) -> anyhow::Result<Option<Changed<T>>> {
            let key = vec![Cell::Text(key.to_string())];
            let Table { lock, columns, .. } = T::TABLE;
            let mut session = self.database.begin().await?;
            let mut rows = session.rows(lock, key, columns).await?;
            let Some(row) = rows.pop() else {
                return Ok(None);
            };
            let value = change(value_of(row)?);
            let changed = put(&mut session, T::TABLE.update, value, false).await?;
            session.commit().await?;
            Ok(Some(changed))
        }

        async fn delete(&self, key: &str) -> anyhow::Result<bool> {
            let key = vec![Cell::Text(key.to_string())];
            let mut session = self.database.begin().await?;
            let gone = session.change(T::TABLE.delete, key).await?;
            session.commit().await?;
            Ok(gone > 0)
        }

        async fn list_after(&self, after: Option<&str>, limit: usize) -> anyhow::Result<Vec<T>> {
            let limit = Cell::Integer(i64::try_from(limit)?);
            let Table {
                list, list_after, ..
            } = T::TABLE;
            let (sql, cells) = match after {
                None => (list, vec![limit]),
                Some(after) => (list_after, vec![limit, Cell::Text(after.to_string())]),
            };
            let rows = self.database.rows(sql, cells, T::TABLE.columns).await?;
            rows.into_iter().map(value_of).collect()
        }
    }

    /// Writes a row; one that is refused has something that is another one's, or was until now.
    async fn put<T: Tabled>(
        session: &mut impl Session,
        sql: &'static str,
        value: T,
        is_new: bool,
    ) -> anyhow::Result<Changed<T>> {
        let row = row_of(&value)?;
        for _ in 0..TRIES_MAX {
            if session.change(sql, row.clone()).await? > 0 {
                return Ok(Changed::Stored(value));
            }
            let key = vec![Cell::Text(value.key())];
            let Table { find, columns, .. } = T::TABLE;
            if is_new && !session.rows(find, key, columns).await?.is_empty() {
                return Ok(Changed::Taken("key".to_string()));
            }
            if let Some(field) = taken(session, &value).await? {
                return Ok(Changed::Taken(field));
            }
        }
        anyhow::bail!("a row was refused, and nothing of it is taken")
    }

    /// The field besides the key that another thing has the same value in.
    async fn taken<T: Tabled>(
        session: &mut impl Session,
        value: &T,
    ) -> anyhow::Result<Option<String>> {
        let Some(sql) = T::TABLE.taken else {
            return Ok(None);
        };
        let unique = value.unique().into_iter().map(|(_, text)| text);
        let cells = std::iter::once(value.key()).chain(unique).map(Cell::Text);
        let rows = session.rows(sql, cells.collect(), TEXT).await?;
        match rows.into_iter().flatten().next() {
            Some(Cell::Text(field)) => Ok(Some(field)),
            _ => Ok(None),
        }
    }
}

/// A PostgreSQL database.
pub mod postgresql {
    use super::tables::{self, Cell, Column, Holds};
    use sqlx::postgres::{PgArguments, PgPool, PgPoolOptions, PgRow};
    use sqlx::query::Query;
    use sqlx::{Acquire, AssertSqlSafe, Postgres, Row, Transaction};
    use std::time::Duration;

    /// For how long a request waits for a connection.
    const PATIENCE: Duration = Duration::from_secs(10);
    const CONNECTIONS_MAX: u32 = 10;

    /// A PostgreSQL database.
    #[derive(Debug, Clone)]
    pub struct Database {
        pool: PgPool,
    }

    impl Database {
        /// Connects to `postgres://user:word@host/app`, and takes the steps that the database lacks, all or none of them.
        pub async fn open(url: &str) -> anyhow::Result<Self> {
            let pool = PgPoolOptions::new()
                .max_connections(CONNECTIONS_MAX)
                .acquire_timeout(PATIENCE)
                .connect(url)
                .await?;
            let mut transaction = pool.begin().await?;
            // Of processes that start at once one takes the steps.
            sqlx::query("SELECT pg_advisory_xact_lock(7305807)")
                .execute(&mut *transaction)
                .await?;
            migrate(&mut transaction).await?;
            transaction.commit().await?;
            Ok(Self { pool })
        }

        /// Fails where the database does not answer.
        pub async fn check(&self) -> anyhow::Result<()> {
            sqlx::query("SELECT 1").execute(&self.pool).await?;
            Ok(())
        }

        pub async fn close(&self) {
            self.pool.close().await;
        }
    }

    async fn migrate(transaction: &mut Transaction<'_, Postgres>) -> anyhow::Result<()> {
        let create = "CREATE TABLE IF NOT EXISTS \"_migrations\" \
            (\"number\" bigint NOT NULL PRIMARY KEY, \"statements\" text NOT NULL)";
        sqlx::query(create).execute(&mut **transaction).await?;
        let rows = sqlx::query("SELECT \"number\", \"statements\" FROM \"_migrations\"");
        let mut taken = Vec::new();
        for row in rows.fetch_all(&mut **transaction).await? {
            taken.push((row.try_get(0)?, row.try_get(1)?));
        }
        for (number, text) in tables::steps_left(&taken)? {
            sqlx::raw_sql(AssertSqlSafe(text.clone()))
                .execute(&mut **transaction)
                .await?;
            sqlx::query("INSERT INTO \"_migrations\" VALUES ($1, $2)")
                .bind(number)
                .bind(text)
                .execute(&mut **transaction)
                .await?;
        }
        Ok(())
    }

    fn query(sql: &'static str, cells: Vec<Cell>) -> Query<'static, Postgres, PgArguments> {
        cells
            .into_iter()
            .fold(sqlx::query(sql), |query, cell| match cell {
                Cell::Null => query.bind(None::<String>),
                Cell::Text(text) => query.bind(text),
                Cell::Integer(number) => query.bind(number),
                Cell::Real(number) => query.bind(number),
            })
    }

    fn cells_of(row: &PgRow, columns: &[Column]) -> anyhow::Result<Vec<Cell>> {
        let cells = columns.iter().enumerate().map(|(index, column)| {
            let cell = if column.holds == Holds::Real {
                row.try_get::<Option<f64>, _>(index)?.map(Cell::Real)
            } else {
                row.try_get::<Option<String>, _>(index)?.map(Cell::Text)
            };
            Ok(cell.unwrap_or(Cell::Null))
        });
        cells.collect()
    }

    /// A transaction.
    pub struct Session {
        transaction: Transaction<'static, Postgres>,
    }

    impl tables::Session for Session {
        async fn rows(
            &mut self,
            sql: &'static str,
            cells: Vec<Cell>,
            columns: &'static [Column],
        ) -> anyhow::Result<Vec<Vec<Cell>>> {
            let rows = query(sql, cells).fetch_all(&mut *self.transaction).await?;
            rows.iter().map(|row| cells_of(row, columns)).collect()
        }

        async fn change(&mut self, sql: &'static str, cells: Vec<Cell>) -> anyhow::Result<u64> {
            // A statement that fails ends the transaction, unless one of its own stands around it.
            let mut inner = self.transaction.begin().await?;
            match query(sql, cells).execute(&mut *inner).await {
                Ok(done) => {
                    inner.commit().await?;
                    Ok(done.rows_affected())
                }
                Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                    inner.rollback().await?;
                    Ok(0)
                }
                Err(error) => Err(error.into()),
            }
        }

        async fn commit(self) -> anyhow::Result<()> {
            Ok(self.transaction.commit().await?)
        }
    }

    impl tables::Database for Database {
        type Session = Session;

        async fn begin(&self) -> anyhow::Result<Session> {
            let transaction = self.pool.begin().await?;
            Ok(Session { transaction })
        }

        async fn rows(
            &self,
            sql: &'static str,
            cells: Vec<Cell>,
            columns: &'static [Column],
        ) -> anyhow::Result<Vec<Vec<Cell>>> {
            let rows = query(sql, cells).fetch_all(&self.pool).await?;
            rows.iter().map(|row| cells_of(row, columns)).collect()
        }
    }
}

/// Paths of HTTP that call the rpcs of this service.
pub mod routes {
    use super::wire;
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use axum::http::{HeaderValue, Uri, header};
    use axum::response::Response;
    use serde_json::{Map, Value};

    /// What the service answers by itself; no route takes the place of it.
    const RESERVED: [&str; 5] = ["events", "health", "openapi.json", "ready", "rpc"];

    /// What a text of a URL is in JSON.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Reads {
        Text,
        Integer,
        Number,
        Truth,
    }

    /// How many of a parameter there may be; an optional list is not there where there is none.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Many {
        One,
        List,
        OptionalList,
    }

    /// A parameter in a path or a query: its key on the wire, and how it is read.
    #[derive(Debug, Clone, Copy)]
    pub struct Parameter {
        key: &'static str,
        /// The other key that is read while a rename is on its way.
        also: Option<&'static str>,
        reads: Reads,
        many: Many,
    }

    /// A parameter that is one value.
    pub const fn one(key: &'static str, reads: Reads) -> Parameter {
        Parameter {
            key,
            also: None,
            reads,
            many: Many::One,
        }
    }

    /// A parameter that is a list.
    pub const fn list(key: &'static str, reads: Reads) -> Parameter {
        let many = Many::List;
        Parameter {
            many,
            ..one(key, reads)
        }
    }

    /// A parameter that is a list where it is there.
    pub const fn optional_list(key: &'static str, reads: Reads) -> Parameter {
        let many = Many::OptionalList;
        Parameter {
            many,
            ..one(key, reads)
        }
    }

    /// A parameter that is read under another key, too.
    pub const fn also(other: &'static str, parameter: Parameter) -> Parameter {
        let also = Some(other);
        Parameter { also, ..parameter }
    }

    /// A path that calls an rpc, whose input is made of the path, the query and the body.
    #[derive(Debug)]
    pub struct Route {
        pub method: &'static str,
        /// As in `/orders/{id}`.
        pub path: &'static str,
        /// The path of the rpc.
        pub calls: &'static str,
        pub parameters: &'static [Parameter],
    }

    impl Route {
        fn parts(&self) -> impl Iterator<Item = &'static str> {
            self.path.split('/').skip(1)
        }

        /// Whether a path that arrived, in its parts, is one that this route is for.
        fn fits(&self, parts: &[&str]) -> bool {
            let fits = |(wanted, given): (&str, &&str)| match unescaped(given) {
                Some(text) if wanted.starts_with('{') => !["", ".", ".."].contains(&text.as_str()),
                Some(text) => text == wanted,
                None => wanted.starts_with('{'),
            };
            self.parts().count() == parts.len() && self.parts().zip(parts).all(fits)
        }

        /// Whether a part of the path is this parameter.
        fn holds(&self, parameter: &Parameter) -> bool {
            self.parts().any(|part| is_named(part, parameter))
        }

        /// What the parts of a path say.
        fn in_path(&self, parts: &[&str], given: &mut Map<String, Value>) {
            for (wanted, part) in self.parts().zip(parts) {
                let mut known = self.parameters.iter();
                let Some(parameter) = known.find(|one| is_named(wanted, one)) else {
                    continue;
                };
                let value = value_of(parameter.reads, unescaped(part));
                for key in parameter.keys() {
                    given.insert(key.to_string(), value.clone());
                }
            }
        }

        /// What a query says: `+` is a space, and what it says twice is a list.
        fn in_query(&self, query: &str) -> Map<String, Value> {
            let query = query.replace('+', " ");
            let pairs = query.split('&').map(|pair| {
                let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                (unescaped(key), unescaped(value))
            });
            let pairs: Vec<_> = pairs.collect();
            let mut given = Map::new();
            for parameter in self.parameters.iter().filter(|one| !self.holds(one)) {
                let is_list = parameter.many != Many::One;
                for key in parameter.keys() {
                    let said = pairs
                        .iter()
                        .filter(|(name, _)| name.as_deref() == Some(key));
                    let values = said.map(|(_, text)| value_of(parameter.reads, text.clone()));
                    let mut values: Vec<Value> = values.collect();
                    match values.pop() {
                        Some(last) if values.is_empty() && !is_list => {
                            given.insert(key.to_string(), last);
                        }
                        Some(last) => {
                            values.push(last);
                            given.insert(key.to_string(), Value::Array(values));
                        }
                        None => {}
                    }
                }
                if parameter.many == Many::List
                    && !parameter.keys().any(|key| given.contains_key(key))
                {
                    given.insert(parameter.key.to_string(), Value::Array(Vec::new()));
                }
            }
            given
        }
    }

    impl Parameter {
        fn keys(&self) -> impl Iterator<Item = &'static str> {
            std::iter::once(self.key).chain(self.also)
        }
    }

    fn is_named(part: &str, parameter: &Parameter) -> bool {
        part.strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
            .is_some_and(|name| name == parameter.key)
    }

    /// The request as a caller of the rpc would have sent it, with the rpc's path; as it came, with an empty one, where no
    /// route is for it. Of paths that fit the first counts. An error is an answer: the method is none of those there.
    pub async fn called(
        routes: &[Route],
        service: &str,
        request: Request,
    ) -> Result<(&'static str, Request), Response> {
        let (mut head, body) = request.into_parts();
        let path = head.uri.path().to_string();
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let is_own = |part: &&str| RESERVED.contains(&unescaped(part).unwrap_or_default().as_str());
        let fitting = routes.iter().find(|route| route.fits(&parts));
        let Some(first) = fitting.filter(|_| !parts.first().is_some_and(is_own)) else {
            return Ok(("", Request::from_parts(head, body)));
        };
        let there = || routes.iter().filter(|route| route.path == first.path);
        let method = match head.method.as_str() {
            "HEAD" => "GET",
            other => other,
        };
        let Some(route) = there().find(|route| route.method == method) else {
            let message = format!("{service} does not take {} at {path}", head.method);
            return Err(not_allowed(&message, there()));
        };
        let body = if matches!(method, "GET" | "DELETE") {
            let mut given = route.in_query(head.uri.query().unwrap_or_default());
            route.in_path(&parts, &mut given);
            Body::from(Value::Object(given).to_string())
        } else {
            let mut given = Map::new();
            route.in_path(&parts, &mut given);
            joined(body, given).await
        };
        head.uri = Uri::from_static(route.calls);
        Ok((route.calls, Request::from_parts(head, body)))
    }

    fn not_allowed<'a>(message: &str, there: impl Iterator<Item = &'a Route>) -> Response {
        let error = serde_json::json!({
            "code": "method-not-allowed",
            "message": message,
            "details": {},
        });
        let mut response = wire::respond(405, serde_json::json!({ "error": error }).to_string());
        let methods: Vec<&str> = there
            .map(|route| match route.method {
                "GET" => "GET, HEAD",
                other => other,
            })
            .collect();
        if let Ok(allow) = HeaderValue::from_str(&methods.join(", ")) {
            response.headers_mut().insert(header::ALLOW, allow);
        }
        response
    }

    /// The body with what the path says; one that is no object is left to the codec, which refuses it.
    async fn joined(body: Body, given: Map<String, Value>) -> Body {
        let Ok(body) = to_bytes(body, wire::BODY_MAX).await else {
            return Body::from("the body is too long");
        };
        if body.is_empty() {
            return Body::from(Value::Object(given).to_string());
        }
        match serde_json::from_slice(&body) {
            Ok(Value::Object(mut fields)) => {
                fields.extend(given);
                Body::from(Value::Object(fields).to_string())
            }
            _ => Body::from(body),
        }
    }

    /// A text of a URL without its escapes; nothing where they are none of UTF-8.
    fn unescaped(text: &str) -> Option<String> {
        let mut bytes = Vec::with_capacity(text.len());
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            if byte != b'%' {
                bytes.push(byte);
                continue;
            }
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high << 4 | low).ok()?);
        }
        String::from_utf8(bytes).ok()
    }

    /// A text as JSON has it. One that is no value of its kind is left to the codec, which refuses it.
    fn value_of(reads: Reads, text: Option<String>) -> Value {
        let Some(text) = text else {
            return Value::Array(Vec::new());
        };
        let value = match (reads, text.as_str()) {
            (Reads::Truth, "true") => Some(Value::Bool(true)),
            (Reads::Truth, "false") => Some(Value::Bool(false)),
            (Reads::Integer, text) if is_number(text) => text.parse::<i64>().ok().map(Value::from),
            (Reads::Number, text) if is_number(text) => serde_json::from_str(text).ok(),
            _ => None,
        };
        value.unwrap_or(Value::String(text))
    }

    /// Whether a text begins and ends as a number of JSON does; what lies between, whoever reads it looks at.
    fn is_number(text: &str) -> bool {
        let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
        let starts = match digits {
            [b'0', next, ..] => !next.is_ascii_digit(),
            [first, ..] => first.is_ascii_digit(),
            [] => false,
        };
        starts && digits.last().is_some_and(u8::is_ascii_digit)
    }
}

/// Some of many, one page after the other.
pub mod pages {
    use serde::{Deserialize, Serialize};

    /// Some of many, in their order.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Page<T> {
        pub items: Vec<T>,
        /// The cursor of those that follow; without it there are no more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next: Option<String>,
    }

    impl<T> Page<T> {
        /// A page with all that there is.
        pub fn whole(items: Vec<T>) -> Self {
            Self { items, next: None }
        }
    }

    /// All items of all pages, one after the other: `while let Some(user) = users.next().await? {}`.
    pub struct Walk<T, A> {
        ask: A,
        items: std::vec::IntoIter<T>,
        cursor: Option<String>,
        done: bool,
    }

    /// Walks over all pages; `ask` fetches the page at a cursor, and the first one without.
    pub fn walk<T, A>(ask: A) -> Walk<T, A> {
        Walk {
            ask,
            items: Vec::new().into_iter(),
            cursor: None,
            done: false,
        }
    }

    impl<T, A> Walk<T, A> {
        /// The next item, or nothing at the end. A page that leads to itself is an error, since that would never end.
        pub async fn next<E, F>(&mut self) -> Result<Option<T>, E>
        where
            A: FnMut(Option<String>) -> F,
            F: Future<Output = Result<Page<T>, E>>,
            E: From<anyhow::Error>,
        {
            loop {
                if let Some(item) = self.items.next() {
                    return Ok(Some(item));
                }
                if self.done {
                    return Ok(None);
                }
                let page = (self.ask)(self.cursor.clone()).await?;
                if page.next.is_some() && page.next == self.cursor {
                    return Err(anyhow::anyhow!("a page leads to itself").into());
                }
                self.items = page.items.into_iter();
                self.done = page.next.is_none();
                self.cursor = page.next;
            }
        }
    }
}

/// What of an entity is to change.
pub mod patches {
    /// What happens to a field that may be absent.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
    pub enum Change<T> {
        /// It stays as it is.
        #[default]
        Keep,
        /// It is absent afterwards.
        Clear,
        Set(T),
    }

    impl<T> Change<T> {
        pub fn is_keep(&self) -> bool {
            matches!(self, Self::Keep)
        }
    }

    /// Changes a field that is always there, where a patch says so.
    pub fn replace<T>(value: &mut T, given: Option<T>) {
        if let Some(given) = given {
            *value = given;
        }
    }

    /// Changes a field that may be absent.
    pub fn change<T>(value: &mut Option<T>, given: Change<T>) {
        match given {
            Change::Keep => {}
            Change::Clear => *value = None,
            Change::Set(given) => *value = Some(given),
        }
    }
}

/// How values travel.
mod wire {
    use super::Ctx;
    use super::patches::Change;
    use axum::body::Body;
    use axum::extract::Request;
    use axum::http::{HeaderValue, StatusCode, header};
    use axum::middleware::Next;
    use axum::response::Response;
    use chrono::{DateTime, Datelike, Timelike, Utc};
    use rust_decimal::Decimal;
    use serde::de::DeserializeOwned;
    use serde::ser::SerializeMap;
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

    const SERVICE: &str = "pooled";

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
        WAY.set(Some(Vec::new()));
        let read = serde_path_to_error::deserialize(value);
        let inner = WAY.take().unwrap_or_default();
        read.map_err(|error| {
            let (path, message) = place(error.path(), error.inner());
            let path = inner.into_iter().rev().fold(path, |path, way| path + &way);
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

    thread_local! {
        /// The ways to what is wrong inside of parts that are read by themselves, the innermost first, while it is looked for.
        static WAY: std::cell::RefCell<Option<Vec<String>>> = const { std::cell::RefCell::new(None) };
    }

    /// Whether what is wrong is looked for.
    pub fn is_looking() -> bool {
        WAY.with_borrow(Option::is_some)
    }

    /// Reads a part, and remembers the way to what is wrong in it.
    pub fn look<T>(
        part: Value,
        read: impl FnOnce(serde_path_to_error::Deserializer<'_, '_, Value>) -> serde_json::Result<T>,
    ) -> serde_json::Result<T> {
        let mut track = serde_path_to_error::Track::new();
        let read = read(serde_path_to_error::Deserializer::new(part, &mut track));
        read.map_err(|error| {
            let (way, message) = place(&track.path(), &error);
            remember(way);
            serde::de::Error::custom(message)
        })
    }

    fn remember(way: String) {
        WAY.with_borrow_mut(|ways| ways.iter_mut().for_each(|ways| ways.push(way.clone())));
    }

    /// Takes back what was remembered: nobody is told what of a secret is wrong.
    fn forget() {
        WAY.with_borrow_mut(|ways| ways.iter_mut().for_each(Vec::clear));
    }

    /// A case as serde reads it: its fields under its name.
    pub fn case(raw: Value) -> Value {
        let name = raw["type"].as_str().unwrap_or_default().to_string();
        Value::Object(std::iter::once((name, raw)).collect())
    }

    /// Writes a case: its name as `type`, and then its fields.
    pub fn write_case<S: Serializer>(
        case: serde_json::Result<Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let (name, fields) = match case.map_err(serde::ser::Error::custom)? {
            Value::Object(case) => case.into_iter().next().unwrap_or_default(),
            bare => (bare.as_str().unwrap_or_default().to_string(), bare),
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &name)?;
        for (key, value) in fields.as_object().into_iter().flatten() {
            map.serialize_entry(key, value)?;
        }
        map.end()
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
    pub const BODY_MAX: usize = 16 * 1024 * 1024;

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
            let work = run(Call { ctx, input });
            let output = settle(work).await?;
            let body = serde_json::to_vec(&output);
            let body = body.map_err(|error| Refusal::internal(&error.into()))?;
            Ok(respond(200, body))
        };
        finish(rpc, &request_id, answer.await)
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

    /// A value that travels as serde has it.
    pub struct Plain;

    impl<T: Serialize + DeserializeOwned> Codec<T> for Plain {
        fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
            value.serialize(serializer)
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
            T::deserialize(deserializer)
        }
    }

    /// A field of a patch that is always there in the entity: it may be absent, and is never taken away.
    pub struct Given<C = Plain>(PhantomData<C>);

    impl<T, C: Codec<T>> Codec<Option<T>> for Given<C> {
        fn write<S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
            match value {
                Some(value) => C::write(value, serializer),
                None => serializer.serialize_none(),
            }
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
            C::read(deserializer).map(Some)
        }
    }

    /// A field of a patch that may be absent in the entity: `null` takes it away.
    pub struct Changed<C = Plain>(PhantomData<C>);

    impl<T, C: Codec<T>> Codec<Change<T>> for Changed<C> {
        fn write<S: Serializer>(value: &Change<T>, serializer: S) -> Result<S::Ok, S::Error> {
            match value {
                Change::Set(value) => C::write(value, serializer),
                Change::Keep | Change::Clear => serializer.serialize_none(),
            }
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Change<T>, D::Error> {
            let read: Option<Coded<T, C>> = Deserialize::deserialize(deserializer)?;
            Ok(match read {
                Some(coded) => Change::Set(plain(coded)),
                None => Change::Clear,
            })
        }
    }

    /// What a field is held to besides its type.
    pub trait Bounds<T> {
        /// The key of the field.
        const FIELD: &'static str;
        /// Whether messages keep quiet about what arrived.
        const SECRET: bool = false;

        /// What a value must be and is not. The message never tells the value.
        fn problem(_value: &T) -> Option<&'static str> {
            None
        }
    }

    /// The codec of a field with bounds, which hold where it is read and where it is written.
    pub struct Within<B, C = Plain>(PhantomData<(B, C)>);

    impl<T, B: Bounds<T>, C: Codec<T>> Codec<T> for Within<B, C> {
        fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
            match B::problem(value) {
                Some(problem) => Err(serde::ser::Error::custom(format_args!(
                    "{}: {problem}",
                    B::FIELD
                ))),
                None => C::write(value, serializer),
            }
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
            let value = match B::SECRET {
                true => untold(C::read(Value::deserialize(deserializer)?))?,
                false => C::read(deserializer)?,
            };
            match B::problem(&value) {
                Some(problem) => Err(serde::de::Error::custom(problem)),
                None => Ok(value),
            }
        }
    }

    /// A secret, or that it is wrong as a whole: nobody is told what of it is.
    fn untold<T, E: serde::de::Error>(read: serde_json::Result<T>) -> Result<T, E> {
        let read = read.inspect_err(|_| forget());
        read.map_err(|_| E::custom("does not have the declared form"))
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

    /// Bytes as base64.
    pub struct Base64;

    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    impl Codec<Vec<u8>> for Base64 {
        fn write<S: Serializer>(value: &Vec<u8>, serializer: S) -> Result<S::Ok, S::Error> {
            let mut text = String::with_capacity(value.len().div_ceil(3) * 4);
            for chunk in value.chunks(3) {
                let mut group = [0; 3];
                group[..chunk.len()].copy_from_slice(chunk);
                let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
                for place in 0..4 {
                    let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
                    let padding = place > chunk.len();
                    text.push(if padding { '=' } else { digit.into() });
                }
            }
            serializer.serialize_str(&text)
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
            let text: String = Deserialize::deserialize(deserializer)?;
            let wrong = || serde::de::Error::custom("this is no base64");
            let (mut bytes, mut bits, mut known) = (Vec::new(), 0u32, 0);
            for byte in text.trim_end_matches('=').bytes() {
                let standard = match byte {
                    b'-' => b'+',
                    b'_' => b'/',
                    other => other,
                };
                let digit = DIGITS.iter().position(|digit| *digit == standard);
                bits = bits << 6 | u32::try_from(digit.ok_or_else(wrong)?).map_err(|_| wrong())?;
                known += 6;
                if known >= 8 {
                    known -= 8;
                    bytes.push((bits >> known & 255) as u8);
                }
            }
            // One digit alone is less than a byte.
            if known == 6 {
                return Err(wrong());
            }
            Ok(bytes)
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

    /// The output of an rpc that answers with nothing.
    pub struct Nothing;

    impl Codec<()> for Nothing {
        fn write<S: Serializer>((): &(), serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map(std::iter::empty::<((), ())>())
        }

        fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
            serde::de::IgnoredAny::deserialize(deserializer).map(|_| ())
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

        /// One setting that is plain text where it is text on the wire.
        pub fn read<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
            let text = (self.variable)(name)?;
            let plain = serde_json::from_value(Value::String(text.clone()));
            let value = plain.or_else(|error| serde_json::from_str(&text).map_err(|_| error));
            self.taken(name, value)
        }

        /// The same, in its form on the wire.
        pub fn read_as<T, C: Codec<T>>(&mut self, name: &str) -> Option<T> {
            self.read::<Coded<T, C>>(name).map(plain)
        }

        fn taken<T>(&mut self, name: &str, value: serde_json::Result<T>) -> Option<T> {
            let told = |error| self.problems.push(format!("{name} is not right: {error}"));
            value.map_err(told).ok()
        }

        /// A setting that must be there.
        pub fn required<T>(&mut self, name: &str, value: Option<T>) -> anyhow::Result<T> {
            if (self.variable)(name).is_none() {
                self.refuse(&format!("{name} is not set"));
            }
            value.ok_or_else(|| anyhow::anyhow!("{name} cannot be used"))
        }

        pub fn refuse(&mut self, problem: &str) {
            self.problems.push(problem.to_string());
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
