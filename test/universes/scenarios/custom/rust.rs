//! Knows people as long as it runs.

use crate::generated::{
    CreatePerson, CreatePersonError, CreatePersonIn, Ctx, ForgetAll, ForgetAllError, ForgetAllIn,
    GetPerson, GetPersonError, GetPersonIn, Person, PersonNotFound,
};
use std::sync::Mutex;

#[derive(Debug, Default)]
pub struct App {
    people: Mutex<Vec<Person>>,
}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

impl CreatePerson for App {
    async fn create_person(
        &self,
        _: &Ctx,
        input: CreatePersonIn,
    ) -> Result<Person, CreatePersonError> {
        let mut people = self.people.lock().unwrap();
        let person = Person {
            id: people.len() as i64 + 1,
            email: input.email,
            is_known: true,
            mood: input.mood,
            nickname: input.nickname,
        };
        people.push(person.clone());
        Ok(person)
    }
}

impl GetPerson for App {
    async fn get_person(&self, _: &Ctx, input: GetPersonIn) -> Result<Person, GetPersonError> {
        let people = self.people.lock().unwrap();
        let found = people.iter().find(|person| person.id == input.id);
        found
            .cloned()
            .ok_or_else(|| PersonNotFound { id: input.id }.into())
    }
}

impl ForgetAll for App {
    async fn forget_all(&self, _: &Ctx, _: ForgetAllIn) -> Result<(), ForgetAllError> {
        self.people.lock().unwrap().clear();
        Ok(())
    }
}
