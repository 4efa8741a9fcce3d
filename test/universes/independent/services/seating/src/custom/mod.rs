//! The ushers: they know every seat, and ask the programme which hall an evening is in.

pub mod chart;
pub mod plan;

use std::collections::HashMap;

use tokio::sync::RwLock;

use crate::generated::programme::{
    GetPerformanceError, GetPerformanceIn, Performance, PerformanceCalledOff, ProgrammeClient,
};
use crate::generated::{
    Allocate, AllocateError, AllocateIn, Allocation, ClearHouse, Ctx, Occupancy, OccupancyError,
    OccupancyIn, Release, ReleaseError, ReleaseIn, SoldOut, Turnout,
};
use chart::Chart;
use plan::Plan;

/// Where evenings are looked up; tests bring their own.
pub trait Evenings: Send + Sync + 'static {
    fn evening(
        &self,
        ctx: &Ctx,
        id: i32,
    ) -> impl Future<Output = Result<Performance, GetPerformanceError>> + Send;
}

impl Evenings for ProgrammeClient {
    async fn evening(&self, ctx: &Ctx, id: i32) -> Result<Performance, GetPerformanceError> {
        self.get_performance(ctx, GetPerformanceIn { id }).await
    }
}

pub struct Ushers<E> {
    evenings: E,
    charts: RwLock<HashMap<i32, Chart>>,
}

impl<E: Evenings> Ushers<E> {
    pub fn new(evenings: E) -> Self {
        Self {
            evenings,
            charts: RwLock::default(),
        }
    }

    /// Draws the chart of an evening when somebody asks for the first time.
    async fn drawn(&self, ctx: &Ctx, id: i32) -> Result<(), AllocateError> {
        if self.charts.read().await.contains_key(&id) {
            return Ok(());
        }
        let performance = self.evenings.evening(ctx, id).await.map_err(|e| match e {
            GetPerformanceError::UnknownPerformance(unknown) => AllocateError::from(unknown),
            GetPerformanceError::Internal(cause) => AllocateError::from(cause),
        })?;
        let chart = Chart::new(Plan::of(&performance.hall));
        self.charts
            .write()
            .await
            .entry(performance.id)
            .or_insert(chart);
        Ok(())
    }
}

impl<E: Evenings> Allocate for Ushers<E> {
    async fn allocate(&self, ctx: &Ctx, input: AllocateIn) -> Result<Allocation, AllocateError> {
        let performance_id = input.performance_id;
        self.drawn(ctx, performance_id).await?;
        let party = usize::try_from(input.party).unwrap_or_default();
        let mut charts = self.charts.write().await;
        let Some(chart) = charts.get_mut(&performance_id) else {
            return Err(anyhow::anyhow!("evening {performance_id} was cleared meanwhile").into());
        };
        match chart.take(party, input.front) {
            Some(seats) => Ok(Allocation {
                performance_id,
                hall: chart.hall().to_owned(),
                seats,
            }),
            None => {
                let left = chart.left();
                Err(SoldOut {
                    performance_id,
                    left,
                }
                .into())
            }
        }
    }
}

impl<E: Evenings> Release for Ushers<E> {
    async fn release(&self, _: &Ctx, input: ReleaseIn) -> Result<i32, ReleaseError> {
        let mut charts = self.charts.write().await;
        let freed = charts
            .get_mut(&input.performance_id)
            .map_or(0, |chart| chart.give_back(&input.seats));
        Ok(freed)
    }
}

impl<E: Evenings> Occupancy for Ushers<E> {
    async fn occupancy(&self, _: &Ctx, _: OccupancyIn) -> Result<Vec<Turnout>, OccupancyError> {
        let charts = self.charts.read().await;
        let mut fullest: Vec<Turnout> = charts
            .iter()
            .map(|(&performance_id, chart)| Turnout {
                performance_id,
                taken: chart.taken(),
            })
            .filter(|turnout| turnout.taken > 0)
            .collect();
        fullest.sort_by_key(|turnout| std::cmp::Reverse(turnout.taken));
        Ok(fullest)
    }
}

impl<E: Evenings> ClearHouse for Ushers<E> {
    async fn clear_house(&self, ctx: &Ctx, event: PerformanceCalledOff) -> anyhow::Result<()> {
        if let Some(chart) = self.charts.write().await.remove(&event.performance_id) {
            eprintln!(
                "[{}] performance {} in {}: {} seats cleared ({})",
                ctx.request_id,
                event.performance_id,
                chart.hall(),
                chart.taken(),
                event.reason,
            );
        }
        Ok(())
    }
}
