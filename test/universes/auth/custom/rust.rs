//! Takes orders of those whom it knows.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::generated::desk_python::{self, Credential, DeskPythonClient};
use crate::generated::guard::CallerKind;
use crate::generated::{
    CloseShop, CloseShopError, CloseShopIn, Ctx, FindOrder, FindOrderError, FindOrderIn, Greet,
    GreetError, GreetIn, Ping, PingError, PingIn, PlaceOrder, PlaceOrderError, PlaceOrderIn, Relay,
    RelayError, RelayIn, SoldOut, WhoAmI, WhoAmIError, WhoAmIIn,
};

#[derive(Clone, Default)]
pub struct App {
    placed: Arc<AtomicU32>,
}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

impl Ping for App {
    async fn ping(&self, _: &Ctx, _: PingIn) -> Result<String, PingError> {
        Ok("pong".to_string())
    }
}

/// Who calls, in words.
fn said_of(ctx: &Ctx) -> anyhow::Result<String> {
    let caller = ctx.caller()?;
    let kind = match caller.kind {
        CallerKind::Token => "token",
        CallerKind::ApiKey => "api-key",
        CallerKind::Local => "local",
    };
    let tenant = caller.claims.get("tenant");
    let tenant = tenant.and_then(|tenant| tenant.as_str()).unwrap_or("-");
    let scopes = caller.scopes.join(" ");
    Ok(format!("{kind} {} [{scopes}] {tenant}", caller.subject))
}

impl WhoAmI for App {
    async fn who_am_i(&self, ctx: &Ctx, _: WhoAmIIn) -> Result<String, WhoAmIError> {
        Ok(said_of(ctx)?)
    }
}

impl Greet for App {
    async fn greet(&self, ctx: &Ctx, _: GreetIn) -> Result<String, GreetError> {
        Ok(said_of(ctx)?)
    }
}

impl FindOrder for App {
    async fn find_order(&self, ctx: &Ctx, input: FindOrderIn) -> Result<String, FindOrderError> {
        Ok(format!("{} has {}", ctx.caller()?.subject, input.item))
    }
}

impl PlaceOrder for App {
    async fn place_order(
        &self,
        ctx: &Ctx,
        PlaceOrderIn { item }: PlaceOrderIn,
    ) -> Result<String, PlaceOrderError> {
        if item == "nothing" {
            return Err(SoldOut { item }.into());
        }
        let subject = &ctx.caller()?.subject;
        let number = self.placed.fetch_add(1, Ordering::SeqCst) + 1;
        Ok(format!("{subject} has order {number} of {item}"))
    }
}

impl CloseShop for App {
    async fn close_shop(&self, ctx: &Ctx, input: CloseShopIn) -> Result<String, CloseShopError> {
        Ok(format!("{} closed {}", ctx.caller()?.subject, input.shop))
    }
}

/// What is shown: a key, a token, or a token that is asked for before each call.
fn credential_of(kind: &str, text: String) -> Credential {
    match kind {
        "api-key" => Credential::ApiKey(text),
        "token" => Credential::Token(text),
        _ => Credential::tokens(move |_| {
            let text = text.clone();
            async move { Ok(text) }
        }),
    }
}

/// The status and the code of an answer, out of what a client says of it.
fn refusal_in(error: &anyhow::Error) -> String {
    let said = error.to_string();
    let refusal = said.split_once(" answered ").map(|(_, rest)| rest);
    match refusal.and_then(|rest| rest.split_once(':')) {
        Some((refusal, _)) => refusal.to_string(),
        None => format!("Error: {}", error.root_cause()),
    }
}

impl Relay for App {
    async fn relay(&self, ctx: &Ctx, input: RelayIn) -> Result<String, RelayError> {
        let RelayIn {
            url,
            kind,
            credential,
            key,
        } = input;
        let client = match kind.as_str() {
            "env" => DeskPythonClient::from_env()?,
            "none" => DeskPythonClient::new(url),
            _ => DeskPythonClient::new(url).with_credential(credential_of(&kind, credential)),
        };
        Ok(match key {
            None => match client.who_am_i(ctx, desk_python::WhoAmIIn {}).await {
                Ok(said) => said,
                Err(desk_python::WhoAmIError::Internal(error)) => refusal_in(&error),
            },
            Some(key) => {
                let order = desk_python::PlaceOrderIn {
                    item: "relayed".to_string(),
                };
                match client.with_key(key).place_order(ctx, order).await {
                    Ok(said) => said,
                    Err(desk_python::PlaceOrderError::SoldOut(_)) => "sold out".to_string(),
                    Err(desk_python::PlaceOrderError::Internal(error)) => refusal_in(&error),
                }
            }
        })
    }
}
