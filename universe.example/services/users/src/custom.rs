//! Accounts: who may open one, how they are found, what is told to others.

pub mod directory;
pub mod rules;

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::generated::{
    Ctx, GetUser, GetUserError, GetUserIn, ListUsers, ListUsersError, ListUsersIn, Publisher,
    RegisterUser, RegisterUserError, RegisterUserIn, UserNotFound, UserProfile, UserRegistered,
};
use directory::Directory;

/// The most users that one page may hold, whatever the caller asks for.
const PAGE_LIMIT: i32 = 100;

/// The service: one directory in memory, and somebody to tell.
#[derive(Debug)]
pub struct App {
    directory: Mutex<Directory>,
    publisher: Publisher,
}

impl App {
    pub fn new(publisher: Publisher) -> Self {
        Self {
            directory: Mutex::new(Directory::default()),
            publisher,
        }
    }

    /// The directory; a handler that panicked while it held the lock left it whole.
    pub fn directory(&self) -> MutexGuard<'_, Directory> {
        self.directory
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl RegisterUser for App {
    async fn register_user(
        &self,
        ctx: &Ctx,
        input: RegisterUserIn,
    ) -> Result<UserProfile, RegisterUserError> {
        let email = rules::address(&input.email)?;
        let display_name = rules::name(&input.display_name, &email);
        let user = self.directory().open(email, display_name, input.plan)?;
        let event = UserRegistered { user: user.clone() };
        if let Err(error) = self.publisher.user_registered(&event).await {
            eprintln!(
                "{}: nobody heard of the new account: {error:#}",
                ctx.request_id
            );
        }
        Ok(user)
    }
}

impl GetUser for App {
    async fn get_user(&self, _: &Ctx, input: GetUserIn) -> Result<UserProfile, GetUserError> {
        match self.directory().visit(input.id) {
            Some(user) => Ok(user),
            None => Err(UserNotFound { id: input.id }.into()),
        }
    }
}

impl ListUsers for App {
    async fn list_users(
        &self,
        _: &Ctx,
        input: ListUsersIn,
    ) -> Result<Vec<UserProfile>, ListUsersError> {
        let limit = input.limit.clamp(0, PAGE_LIMIT);
        Ok(self.directory().page(limit, input.plan.as_ref()))
    }
}
