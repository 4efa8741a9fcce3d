//! What the intent says, stamped.

use std::future::Future;

#[derive(Debug, Clone, PartialEq)]
pub struct UserProfile {
    pub id: i32,
    pub plan: Plan,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Plan {
    Free,
    Pro,
    Unknown(String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct UserNotFound {
    pub id: i32,
}

pub struct GetUserIn {
    pub id: i32,
}

#[derive(Debug)]
pub enum GetUserError {
    UserNotFound(UserNotFound),
    Internal(String),
}

impl From<UserNotFound> for GetUserError {
    fn from(error: UserNotFound) -> Self {
        Self::UserNotFound(error)
    }
}

pub struct Ctx {
    pub request_id: String,
}

pub trait GetUser: Send + Sync + 'static {
    fn get_user(&self, ctx: &Ctx, input: GetUserIn) -> impl Future<Output = Result<UserProfile, GetUserError>> + Send;
}

pub struct InvoiceSent {
    pub user_id: i32,
}

pub trait NoteInvoice: Send + Sync + 'static {
    fn note_invoice(&self, ctx: &Ctx, event: InvoiceSent) -> impl Future<Output = Result<(), String>> + Send;
}

pub struct UserRegistered {
    pub user: UserProfile,
}

#[derive(Default)]
pub struct Publisher;

impl Publisher {
    pub async fn user_registered(&self, event: &UserRegistered) -> usize {
        usize::from(event.user.id > 0)
    }
}

pub struct UsersClient;

impl UsersClient {
    pub async fn get_user(&self, _ctx: &Ctx, input: GetUserIn) -> Result<UserProfile, GetUserError> {
        Err(UserNotFound { id: input.id }.into())
    }
}
