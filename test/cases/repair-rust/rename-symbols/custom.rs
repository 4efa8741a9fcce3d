//! Accounts behind their rpc.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::generated::{
    Ctx, GetUser, GetUserError, GetUserIn, InvoiceSent, NoteInvoice, Plan, Publisher, UserNotFound,
    UserProfile, UserRegistered, UsersClient,
};

/// Tickets have plans of their own, one of which is free as well.
#[derive(Debug, PartialEq)]
pub enum Ticket {
    Free,
    Paid(u32),
}

pub struct App {
    users: Mutex<HashMap<i32, UserProfile>>,
    publisher: Publisher,
    invoices: Mutex<Vec<i32>>,
}

impl App {
    pub fn new(users: Vec<UserProfile>) -> Self {
        let by_id = users.into_iter().map(|user| (user.id, user)).collect();
        Self {
            users: Mutex::new(by_id),
            publisher: Publisher,
            invoices: Mutex::new(Vec::new()),
        }
    }

    pub async fn announce(&self, user: UserProfile) -> usize {
        self.publisher
            .user_registered(&UserRegistered { user })
            .await
    }

    fn price(plan: &Plan) -> u32 {
        match plan {
            Plan::Free => 0,
            Plan::Pro | Plan::Unknown(_) => 10,
        }
    }

    pub fn total(&self) -> u32 {
        let users = self
            .users
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        users.values().map(|user| Self::price(&user.plan)).sum()
    }
}

impl GetUser for App {
    async fn get_user(&self, _: &Ctx, input: GetUserIn) -> Result<UserProfile, GetUserError> {
        let GetUserIn { id } = input;
        let users = self
            .users
            .lock()
            .map_err(|error| GetUserError::Internal(error.to_string()))?;
        users
            .get(&id)
            .cloned()
            .ok_or_else(|| UserNotFound { id }.into())
    }
}

impl NoteInvoice for App {
    async fn note_invoice(&self, _ctx: &Ctx, event: InvoiceSent) -> Result<(), String> {
        self.invoices
            .lock()
            .map_err(|error| error.to_string())?
            .push(event.user_id);
        Ok(())
    }
}

pub async fn ask(
    client: &UsersClient,
    ctx: &Ctx,
    id: i32,
) -> Option<crate::generated::UserProfile> {
    match client.get_user(ctx, GetUserIn { id }).await {
        Ok(user) => Some(user),
        Err(GetUserError::UserNotFound(UserNotFound { id: gone })) => {
            println!("get_user: UserProfile {gone} is gone");
            None
        }
        Err(GetUserError::Internal(_)) => None,
    }
}

pub fn ticket_for(plan: Plan) -> Ticket {
    if plan == Plan::Free {
        Ticket::Free
    } else {
        Ticket::Paid(10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_accounts_cost_nothing() {
        let app = App::new(vec![UserProfile {
            id: 1,
            plan: Plan::Free,
        }]);
        assert_eq!(app.total(), 0);
        assert_eq!(ticket_for(Plan::Free), Ticket::Free);
        let ctx = Ctx {
            request_id: "get_user".into(),
        };
        let found = app.get_user(&ctx, GetUserIn { id: 1 });
        drop(found);
    }
}
