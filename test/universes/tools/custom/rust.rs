//! Gives back what it was given; knows Ada.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::generated::builders::a_person;
use crate::generated::*;

#[derive(Debug, Default)]
pub struct App {}

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

impl Echo for App {
    async fn echo(&self, _: &Ctx, input: EchoIn) -> Result<Everything, EchoError> {
        Ok(input.value)
    }
}

impl Refuse for App {
    async fn refuse(&self, _: &Ctx, input: RefuseIn) -> Result<Everything, RefuseError> {
        Err(Refused { value: input.value }.into())
    }
}

impl GiveShape for App {
    async fn give_shape(&self, _: &Ctx, input: GiveShapeIn) -> Result<Shape, GiveShapeError> {
        Ok(input.shape)
    }
}

impl FindPerson for App {
    async fn find_person(&self, _: &Ctx, input: FindPersonIn) -> Result<Person, FindPersonError> {
        match input.name.as_str() {
            "Ada" => Ok(Person {
                name: input.name,
                age: Some(36),
                ..a_person()
            }),
            _ => Err(PersonNotFound { name: input.name }.into()),
        }
    }
}

impl ListNames for App {
    async fn list_names(&self, _: &Ctx, input: ListNamesIn) -> Result<Vec<String>, ListNamesError> {
        Ok(input.names)
    }
}

impl CountNames for App {
    async fn count_names(&self, _: &Ctx, input: CountNamesIn) -> Result<i64, CountNamesError> {
        Ok(i64::try_from(input.names.len()).map_err(anyhow::Error::from)?)
    }
}

impl MaybeName for App {
    async fn maybe_name(
        &self,
        _: &Ctx,
        input: MaybeNameIn,
    ) -> Result<Option<String>, MaybeNameError> {
        Ok(input.name)
    }
}

impl AgeByName for App {
    async fn age_by_name(
        &self,
        _: &Ctx,
        input: AgeByNameIn,
    ) -> Result<BTreeMap<String, i32>, AgeByNameError> {
        Ok(input.names)
    }
}

impl NowAndThen for App {
    async fn now_and_then(
        &self,
        _: &Ctx,
        _: NowAndThenIn,
    ) -> Result<DateTime<Utc>, NowAndThenError> {
        Ok(DateTime::UNIX_EPOCH + TimeDelta::days(20_454))
    }
}

impl ListPeople for App {
    async fn list_people(
        &self,
        _: &Ctx,
        input: ListPeopleIn,
    ) -> Result<pages::Page<Person>, ListPeopleError> {
        let name = input.cursor.clone().unwrap_or("first".to_string());
        let items = vec![Person { name, ..a_person() }];
        Ok(pages::Page {
            items,
            next: input.cursor,
        })
    }
}

impl ChangePerson for App {
    async fn change_person(
        &self,
        _: &Ctx,
        input: ChangePersonIn,
    ) -> Result<PersonPatch, ChangePersonError> {
        Ok(input.patch)
    }
}

impl Anything for App {
    async fn anything(&self, _: &Ctx, input: AnythingIn) -> Result<Value, AnythingError> {
        Ok(input.value)
    }
}

impl Forget for App {
    async fn forget(&self, _: &Ctx, _: ForgetIn) -> Result<(), ForgetError> {
        Ok(())
    }
}

impl Fail for App {
    async fn fail(&self, ctx: &Ctx, _: FailIn) -> Result<(), FailError> {
        Err(anyhow::anyhow!("the drawer is stuck in {}", ctx.trace.trace_id).into())
    }
}
