//! Accounts behind their rpc.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::generated::{
    Account, AccountOpened, Ctx, FindUser, FindUserError, FindUserIn, InvoiceSent, KeepInvoice,
    NoSuchUser, Plan, Publisher, UsersClient,
};

/// Tickets have plans of their own, one of which is free as well.
#[derive(Debug, PartialEq)]
pub enum Ticket {
    Free,
    Paid(u32),
}

pub struct App {
    users: Mutex<HashMap<i32, Account>>,
    publisher: Publisher,
    invoices: Mutex<Vec<i32>>,
}

impl App {
    pub fn new(users: Vec<Account>) -> Self {
        let by_id = users.into_iter().map(|user| (user.id, user)).collect();
        Self {
            users: Mutex::new(by_id),
            publisher: Publisher,
            invoices: Mutex::new(Vec::new()),
        }
    }

    pub async fn announce(&self, user: Account) -> usize {
        self.publisher.account_opened(&AccountOpened { user }).await
    }

    fn price(plan: &Plan) -> u32 {
        match plan {
            Plan::Gratis => 0,
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

impl FindUser for App {
    async fn find_user(&self, _: &Ctx, input: FindUserIn) -> Result<Account, FindUserError> {
        let FindUserIn { user_id: id } = input;
        let users = self
            .users
            .lock()
            .map_err(|error| FindUserError::Internal(error.to_string()))?;
        users
            .get(&id)
            .cloned()
            .ok_or_else(|| NoSuchUser { id }.into())
    }
}

impl KeepInvoice for App {
    async fn keep_invoice(&self, _ctx: &Ctx, event: InvoiceSent) -> Result<(), String> {
        self.invoices
            .lock()
            .map_err(|error| error.to_string())?
            .push(event.user_id);
        Ok(())
    }
}

pub async fn ask(client: &UsersClient, ctx: &Ctx, id: i32) -> Option<crate::generated::Account> {
    match client.find_user(ctx, FindUserIn { user_id: id }).await {
        Ok(user) => Some(user),
        Err(FindUserError::NoSuchUser(NoSuchUser { id: gone })) => {
            println!("get_user: UserProfile {gone} is gone");
            None
        }
        Err(FindUserError::Internal(_)) => None,
    }
}

pub fn ticket_for(plan: Plan) -> Ticket {
    if plan == Plan::Gratis {
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
        let app = App::new(vec![Account {
            id: 1,
            plan: Plan::Gratis,
        }]);
        assert_eq!(app.total(), 0);
        assert_eq!(ticket_for(Plan::Gratis), Ticket::Free);
        let ctx = Ctx {
            request_id: "get_user".into(),
        };
        let found = app.find_user(&ctx, FindUserIn { user_id: 1 });
        drop(found);
    }
}
