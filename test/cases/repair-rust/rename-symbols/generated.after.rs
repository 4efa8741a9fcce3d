//! What the intent says, stamped.

use std::future::Future;

#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub id: i32,
    pub plan: Plan,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Plan {
    Gratis,
    Pro,
    Unknown(String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct NoSuchUser {
    pub id: i32,
}

pub struct FindUserIn {
    pub user_id: i32,
}

#[derive(Debug)]
pub enum FindUserError {
    NoSuchUser(NoSuchUser),
    Internal(String),
}

impl From<NoSuchUser> for FindUserError {
    fn from(error: NoSuchUser) -> Self {
        Self::NoSuchUser(error)
    }
}

pub struct Ctx {
    pub request_id: String,
}

pub trait FindUser: Send + Sync + 'static {
    fn find_user(&self, ctx: &Ctx, input: FindUserIn) -> impl Future<Output = Result<Account, FindUserError>> + Send;
}

pub struct InvoiceSent {
    pub user_id: i32,
}

pub trait KeepInvoice: Send + Sync + 'static {
    fn keep_invoice(&self, ctx: &Ctx, event: InvoiceSent) -> impl Future<Output = Result<(), String>> + Send;
}

pub struct AccountOpened {
    pub user: Account,
}

#[derive(Default)]
pub struct Publisher;

impl Publisher {
    pub async fn account_opened(&self, event: &AccountOpened) -> usize {
        usize::from(event.user.id > 0)
    }
}

pub struct UsersClient;

impl UsersClient {
    pub async fn find_user(&self, _ctx: &Ctx, input: FindUserIn) -> Result<Account, FindUserError> {
        Err(NoSuchUser { id: input.user_id }.into())
    }
}
