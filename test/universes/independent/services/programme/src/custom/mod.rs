//! The artistic office: it keeps the repertoire and the calendar.

pub mod calendar;
pub mod repertoire;

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::generated::{
    CallOff, CallOffError, CallOffIn, Ctx, GetPerformance, GetPerformanceError, GetPerformanceIn,
    GetProduction, GetProductionError, GetProductionIn, ListPerformances, ListPerformancesError,
    ListPerformancesIn, Performance, PerformanceCalledOff, PerformanceScheduled, Production,
    Publisher, Schedule, ScheduleError, ScheduleIn, UnknownPerformance, UnknownProduction,
};
use calendar::Calendar;
use repertoire::Repertoire;

pub struct Office {
    repertoire: Repertoire,
    calendar: Mutex<Calendar>,
    publisher: Publisher,
}

impl Office {
    pub fn new(publisher: Publisher) -> Self {
        Self {
            repertoire: Repertoire::of_the_house(),
            calendar: Mutex::default(),
            publisher,
        }
    }

    fn calendar(&self) -> MutexGuard<'_, Calendar> {
        self.calendar.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl GetProduction for Office {
    async fn get_production(
        &self,
        _: &Ctx,
        GetProductionIn { id }: GetProductionIn,
    ) -> Result<Production, GetProductionError> {
        let found = self.repertoire.find(id).cloned();
        found.ok_or_else(|| UnknownProduction { id }.into())
    }
}

impl GetPerformance for Office {
    async fn get_performance(
        &self,
        _: &Ctx,
        input: GetPerformanceIn,
    ) -> Result<Performance, GetPerformanceError> {
        match self.calendar().get(input.id) {
            Some(performance) => Ok(performance.clone()),
            None => Err(UnknownPerformance { id: input.id }.into()),
        }
    }
}

impl ListPerformances for Office {
    async fn list_performances(
        &self,
        _: &Ctx,
        input: ListPerformancesIn,
    ) -> Result<Vec<Performance>, ListPerformancesError> {
        let limit = usize::try_from(input.limit).unwrap_or(0);
        let mut evenings = self.calendar().of(input.production_id);
        evenings.truncate(limit);
        Ok(evenings)
    }
}

impl Schedule for Office {
    async fn schedule(&self, _: &Ctx, input: ScheduleIn) -> Result<Performance, ScheduleError> {
        let Some(production) = self.repertoire.find(input.production_id) else {
            let id = input.production_id;
            return Err(UnknownProduction { id }.into());
        };
        let performance = self.calendar().enter(production, input)?;
        self.publisher
            .performance_scheduled(&PerformanceScheduled {
                performance: performance.clone(),
                title: repertoire::heading(production),
            })
            .await?;
        Ok(performance)
    }
}

impl CallOff for Office {
    async fn call_off(&self, _: &Ctx, input: CallOffIn) -> Result<Performance, CallOffError> {
        let CallOffIn { id, reason } = input;
        let performance = self
            .calendar()
            .strike(id)
            .ok_or(UnknownPerformance { id })?;
        self.publisher
            .performance_called_off(&PerformanceCalledOff {
                performance_id: performance.id,
                reason,
            })
            .await?;
        Ok(performance)
    }
}
