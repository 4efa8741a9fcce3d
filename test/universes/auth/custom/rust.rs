//! Takes orders of those whom it knows.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::generated::desk_python::{self, Credential, DeskPythonClient};
use crate::generated::guard::CallerKind;
use crate::generated::stores::MemoryStore;
use crate::generated::{
    CloseShop, CloseShopError, CloseShopIn, Ctx, FindOrder, FindOrderError, FindOrderIn, Furnish,
    FurnishError, FurnishIn, Greet, GreetError, GreetIn, KeepsStool, Ping, PingError, PingIn,
    PlaceOrder, PlaceOrderError, PlaceOrderIn, Relay, RelayError, RelayIn, SoldOut, Stool, WhoAmI,
    WhoAmIError, WhoAmIIn,
};

#[derive(Default)]
pub struct App {
    placed: AtomicU32,
    stool_store: MemoryStore<Stool>,
}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

impl KeepsStool for App {
    type StoolStore = MemoryStore<Stool>;

    fn stool_store(&self) -> &Self::StoolStore {
        &self.stool_store
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

/// What a call came to, whose declared errors do not come.
fn outcome_of<T, E: std::fmt::Debug>(
    called: Result<T, E>,
    inside: impl FnOnce(E) -> Option<anyhow::Error>,
) -> String {
    match called.map_err(inside) {
        Ok(_) => "done".to_string(),
        Err(error) => error.map_or("declared".to_string(), |error| refusal_in(&error)),
    }
}

impl Furnish for App {
    async fn furnish(&self, ctx: &Ctx, input: FurnishIn) -> Result<Vec<String>, FurnishError> {
        use desk_python::{
            CreateStoolError, CreateStoolIn, DeleteStoolError, DeleteStoolIn, GetStoolError,
            GetStoolIn, ListStoolsError, ListStoolsIn, StoolPatch, UpdateStoolError, UpdateStoolIn,
        };
        let client = DeskPythonClient::new(input.url);
        let client = match input.kind.as_str() {
            "none" => client,
            kind => client.with_credential(credential_of(kind, input.credential)),
        };
        let id = format!("stool of {}", ctx.request_id);
        let limit = 1;
        let listing = ListStoolsIn {
            limit,
            cursor: None,
        };
        let name = "A stool.".to_string();
        let stool = CreateStoolIn {
            id: id.clone(),
            name,
        };
        let change = StoolPatch {
            name: Some("A low one.".to_string()),
        };
        let changed = UpdateStoolIn {
            id: id.clone(),
            change,
        };
        Ok(vec![
            outcome_of(
                client.list_stools(ctx, listing).await,
                |error| match error {
                    ListStoolsError::Internal(error) => Some(error),
                },
            ),
            outcome_of(client.create_stool(ctx, stool).await, |error| match error {
                CreateStoolError::Internal(error) => Some(error),
                CreateStoolError::StoolTaken(_) => None,
            }),
            outcome_of(
                client.get_stool(ctx, GetStoolIn { id: id.clone() }).await,
                |error| match error {
                    GetStoolError::Internal(error) => Some(error),
                    GetStoolError::StoolNotFound(_) => None,
                },
            ),
            outcome_of(
                client.update_stool(ctx, changed).await,
                |error| match error {
                    UpdateStoolError::Internal(error) => Some(error),
                    UpdateStoolError::StoolNotFound(_) | UpdateStoolError::StoolTaken(_) => None,
                },
            ),
            outcome_of(
                client.delete_stool(ctx, DeleteStoolIn { id }).await,
                |error| match error {
                    DeleteStoolError::Internal(error) => Some(error),
                    DeleteStoolError::StoolNotFound(_) => None,
                },
            ),
        ])
    }
}
