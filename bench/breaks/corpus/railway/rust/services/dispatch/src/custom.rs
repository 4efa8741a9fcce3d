//! A railway's dispatch: plans trains, seats people, says what is late, and keeps what was left behind.

pub mod delays;
pub mod freight;
pub mod journal;
pub mod lost;
pub mod network;
pub mod roster;
#[cfg(test)]
mod samples;
pub mod seats;
pub mod timetable;

use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, anyhow};

use crate::generated::infra::{
    GetTrackError, GetTrackIn, InfraClient, Possession, PossessionGranted, PossessionsOnIn,
    RequestPathError, RequestPathIn, RestrictionImposed, RestrictionLifted, Track,
};
use crate::generated::sales::{
    GetPassengerIn, GetTicketError, GetTicketIn, RefundTicketError, RefundTicketIn, SalesClient,
    Ticket, TicketRefunded, TicketState,
};
use crate::generated::{
    AcceptFreight, AcceptFreightError, AcceptFreightIn, AssignDuty, AssignDutyError, AssignDutyIn,
    Category, ClaimItem, ClaimItemError, ClaimItemIn, ClearTrack, Consignment, Ctx, DayReport,
    DayReportError, DayReportIn, Departure, Departures, DeparturesError, DeparturesIn, Duty,
    FindItems, FindItemsError, FindItemsIn, FoundItem, FreeSeats, HandIn, HandInError, HandInIn,
    NoPath, PlanTrain, PlanTrainError, PlanTrainIn, Publisher, Punctuality, ReportDelay,
    ReportDelayError, ReportDelayIn, Reservation, ReserveSeat, ReserveSeatError, ReserveSeatIn,
    SeatReserved, SlowDown, SpeedUp, Train, TrainCancelled, TrainDelayed, TrainNotFound,
    TrainState,
};
use delays::{DelayLog, Severity, Sighting};
use freight::Yard;
use lost::Office;
use network::Network;
use roster::Roster;
use seats::SeatPlan;
use timetable::Timetable;

/// How often the infrastructure manager is asked for a path.
const PATH_TRIES: u32 = 3;

/// How many possessions are asked for at once.
const POSSESSIONS_PAGE: u32 = 50;

/// What a metre of a train weighs, in tonnes.
const TONNES_PER_METRE: f64 = 2.1;

/// How long a coach is.
const COACH_M: u32 = 26;

/// All that dispatch remembers.
#[derive(Default)]
struct Desk {
    timetable: Timetable,
    seats: SeatPlan,
    delays: DelayLog,
    yard: Yard,
    roster: Roster,
    lost: Office,
    network: Network,
}

pub struct App {
    infra: InfraClient,
    sales: SalesClient,
    publisher: Publisher,
    desk: Mutex<Desk>,
}

impl App {
    pub fn new(infra: InfraClient, sales: SalesClient, publisher: Publisher) -> Self {
        let mut desk = Desk::default();
        desk.delays.watch(|one| {
            let bad = Severity::of(one.minutes) == Severity::Major;
            bad.then(|| format!("train {} needs a connection held", one.train))
        });
        Self {
            infra,
            sales,
            publisher,
            desk: Mutex::new(desk),
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn track(&self, ctx: &Ctx, id: i32) -> anyhow::Result<Track> {
        if let Some(known) = self.desk().network.tracks.get(&id) {
            return Ok(known);
        }
        match self.infra.get_track(ctx, GetTrackIn { id }).await {
            Ok(track) => Ok(self.desk().network.tracks.put(track.id, track)),
            Err(GetTrackError::TrackNotFound(missing)) => {
                Err(anyhow!("nobody knows track {}", missing.id))
            }
            Err(GetTrackError::Internal(error)) => Err(error),
        }
    }

    async fn ticket(&self, ctx: &Ctx, number: &str) -> anyhow::Result<Ticket> {
        let wanted = GetTicketIn {
            number: number.to_string(),
        };
        match self.sales.get_ticket(ctx, wanted).await {
            Ok(ticket) if ticket.state == TicketState::Refunded => {
                Err(anyhow!("ticket {number} was given back"))
            }
            Ok(ticket) => Ok(ticket),
            Err(GetTicketError::TicketNotFound(missing)) => {
                Err(anyhow!("nobody sold ticket {}", missing.number))
            }
            Err(GetTicketError::Internal(error)) => Err(error),
        }
    }

    /// Gives a share of the fare back to everybody who has a seat, and counts them.
    async fn compensate(&self, ctx: &Ctx, train: &Train, share: f64) -> usize {
        let numbers: Vec<String> = {
            let desk = self.desk();
            let tickets = desk.seats.tickets_on(train.number).into_iter();
            tickets.map(str::to_string).collect()
        };
        let mut paid = 0;
        for number in numbers {
            let wish = RefundTicketIn {
                number,
                share,
                reason: format!("{} was late", timetable::label(train)),
            };
            match self.sales.refund_ticket(ctx, wish).await {
                Ok(_) => paid += 1,
                Err(RefundTicketError::TicketNotFound(one)) => {
                    eprintln!("{}: no ticket {}", ctx.request_id, one.number);
                }
                Err(RefundTicketError::RefundRefused(one)) => {
                    eprintln!("{}: {} keeps {}", ctx.request_id, one.why, one.number);
                }
                Err(RefundTicketError::Internal(error)) => {
                    eprintln!("{}: {error:#}", ctx.request_id);
                }
            }
        }
        paid
    }

    /// All possessions of a day, page after page, as lines of the drivers' book.
    pub async fn book(&self, ctx: &Ctx, day: chrono::NaiveDate) -> anyhow::Result<Vec<String>> {
        let mut all: Vec<Possession> = Vec::new();
        loop {
            let wanted = PossessionsOnIn {
                day,
                offset: u32::try_from(all.len())?,
                limit: POSSESSIONS_PAGE,
            };
            let some = self.infra.possessions_on(ctx, wanted).await?;
            let last = some.len() < POSSESSIONS_PAGE as usize;
            all.extend(some);
            if last {
                break;
            }
        }
        all.sort_by_key(|one| one.starts);
        Ok(all.iter().map(network::page).collect())
    }

    /// A letter to whom a found thing seems to belong.
    pub async fn letter(&self, ctx: &Ctx, item: &FoundItem) -> anyhow::Result<Option<String>> {
        let Some(id) = item.owner else {
            return Ok(None);
        };
        let person = self.sales.get_passenger(ctx, GetPassengerIn { id }).await?;
        let phone = person.phone.unwrap_or_else(|| "no phone".to_string());
        let help = if person.needs.is_empty() {
            ""
        } else {
            " (bring it to the train)"
        };
        Ok(Some(format!(
            "{} [{phone}]: {}{help}",
            person.name,
            lost::tag(item)
        )))
    }
}

impl PlanTrain for App {
    async fn plan_train(&self, ctx: &Ctx, input: PlanTrainIn) -> Result<Train, PlanTrainError> {
        let PlanTrainIn {
            number,
            category,
            runs_on,
            stops,
            tracks,
            formation,
        } = input;
        if !timetable::fits(&category, number) {
            return Err(anyhow!("{number} is not a number for {category}").into());
        }
        let departs = stops
            .iter()
            .find_map(|stop| stop.departs)
            .context("a train leaves from somewhere")?;
        let mut known = Vec::new();
        for id in &tracks {
            known.push(self.track(ctx, *id).await?);
        }
        let length_m = formation.iter().map(|_| COACH_M).sum();
        if network::shortest(&known).is_some_and(|shortest| shortest < length_m) {
            return Err(anyhow!("a train of {length_m} m is too long").into());
        }
        let wish = || RequestPathIn {
            tracks: tracks.clone(),
            departs,
            length_m,
            tonnes: f64::from(length_m) * TONNES_PER_METRE,
        };
        let passes = |error: &RequestPathError| matches!(error, RequestPathError::Internal(_));
        let ask = || self.infra.request_path(ctx, wish());
        let path = journal::retry(PATH_TRIES, passes, ask)
            .await
            .map_err(|error| match error {
                RequestPathError::PathRefused(refused) => PlanTrainError::from(NoPath {
                    earliest: refused.earliest,
                }),
                RequestPathError::Internal(error) => error.into(),
            })?;
        let mut remarks = std::collections::BTreeMap::new();
        remarks.insert("toll".to_string(), path.toll.to_string());
        let mut desk = self.desk();
        let path_code = desk.network.take_path(path);
        Ok(desk.timetable.put(Train {
            number,
            category,
            runs_on,
            path_code,
            stops,
            formation,
            state: TrainState::Planned,
            delay: 0,
            remarks,
        }))
    }
}

impl Departures for App {
    async fn departures(
        &self,
        _: &Ctx,
        input: DeparturesIn,
    ) -> Result<Vec<Departure>, DeparturesError> {
        let timetable = &self.desk().timetable;
        Ok(timetable.departures(&input.station, input.after, input.limit))
    }
}

impl ReserveSeat for App {
    async fn reserve_seat(
        &self,
        ctx: &Ctx,
        input: ReserveSeatIn,
    ) -> Result<Reservation, ReserveSeatError> {
        let ticket = self.ticket(ctx, &input.ticket).await?;
        let reservation = {
            let mut desk = self.desk();
            let number = input.train;
            let Desk {
                timetable, seats, ..
            } = &mut *desk;
            let train = timetable.get(number).ok_or(TrainNotFound { number })?;
            if train.runs_on != ticket.valid_on {
                return Err(anyhow!("{} is for {}", ticket.number, ticket.valid_on).into());
            }
            seats.reserve(train, &ticket, input.position)?
        };
        let event = SeatReserved { reservation };
        self.publisher.seat_reserved(&event).await?;
        Ok(event.reservation)
    }
}

impl ReportDelay for App {
    async fn report_delay(
        &self,
        ctx: &Ctx,
        input: ReportDelayIn,
    ) -> Result<Train, ReportDelayError> {
        let ReportDelayIn {
            train: number,
            minutes,
            cause,
            seen,
        } = input;
        let train = {
            let mut desk = self.desk();
            let late = |train: &mut Train| {
                train.delay = minutes;
                train.state = TrainState::Running;
            };
            let train = desk.timetable.amend(number, late);
            let train = train.ok_or(TrainNotFound { number })?;
            let said = desk.delays.note(Sighting {
                train: number,
                minutes,
                cause: cause.clone(),
                seen,
            });
            for line in said {
                eprintln!("{}: {line}", ctx.request_id);
            }
            train
        };
        let share = delays::refund_share(minutes, &cause);
        if share > 0.0 {
            let paid = self.compensate(ctx, &train, share).await;
            eprintln!("{}: {paid} tickets of train {number}", ctx.request_id);
        }
        let event = TrainDelayed {
            train: number,
            minutes,
            cause,
        };
        self.publisher.train_delayed(&event).await?;
        Ok(train)
    }
}

impl AcceptFreight for App {
    async fn accept_freight(
        &self,
        _: &Ctx,
        input: AcceptFreightIn,
    ) -> Result<Consignment, AcceptFreightError> {
        let mut desk = self.desk();
        let number = input.train;
        let train = desk.timetable.get(number).ok_or(TrainNotFound { number })?;
        if train.category != Category::Freight {
            return Err(anyhow!("{} takes no wagons", timetable::label(train)).into());
        }
        Ok(desk.yard.accept(&input.sender, number, input.wagons)?)
    }
}

impl AssignDuty for App {
    async fn assign_duty(
        &self,
        _: &Ctx,
        input: AssignDutyIn,
    ) -> Result<Vec<Duty>, AssignDutyError> {
        let mut desk = self.desk();
        let number = input.duty.train;
        if desk.timetable.get(number).is_none() {
            return Err(TrainNotFound { number }.into());
        }
        Ok(desk.roster.assign(input.duty)?)
    }
}

impl HandIn for App {
    async fn hand_in(&self, _: &Ctx, input: HandInIn) -> Result<FoundItem, HandInError> {
        Ok(self.desk().lost.take(input))
    }
}

impl FindItems for App {
    async fn find_items(
        &self,
        _: &Ctx,
        input: FindItemsIn,
    ) -> Result<Vec<FoundItem>, FindItemsError> {
        let FindItemsIn { word, page, size } = input;
        Ok(self.desk().lost.find(&word, page, size))
    }
}

impl ClaimItem for App {
    async fn claim_item(&self, _: &Ctx, input: ClaimItemIn) -> Result<FoundItem, ClaimItemError> {
        self.desk().lost.claim(input.id, input.owner)
    }
}

impl DayReport for App {
    async fn day_report(
        &self,
        ctx: &Ctx,
        input: DayReportIn,
    ) -> Result<Punctuality, DayReportError> {
        let desk = self.desk();
        let report = desk
            .delays
            .punctuality(input.day, &desk.timetable.of(input.day));
        eprintln!("{}: {}", ctx.request_id, delays::report(&report));
        Ok(report)
    }
}

impl ClearTrack for App {
    async fn clear_track(&self, ctx: &Ctx, event: PossessionGranted) -> anyhow::Result<()> {
        let stopped: Vec<TrainCancelled> = {
            let mut desk = self.desk();
            let hit = desk.network.possess(event.possession);
            let numbers = hit.iter().filter_map(|code| desk.timetable.on_path(code));
            let numbers: Vec<i32> = numbers.map(|train| train.number).collect();
            let cancel = |train: &mut Train| train.state = TrainState::Cancelled;
            numbers
                .into_iter()
                .filter_map(|number| desk.timetable.amend(number, cancel))
                .map(|train| TrainCancelled {
                    number: train.number,
                    runs_on: train.runs_on,
                })
                .collect()
        };
        for event in stopped {
            eprintln!("{}: train {} does not run", ctx.request_id, event.number);
            self.publisher.train_cancelled(&event).await?;
        }
        Ok(())
    }
}

impl SlowDown for App {
    async fn slow_down(&self, _: &Ctx, event: RestrictionImposed) -> anyhow::Result<()> {
        self.desk().network.restrict(event.restriction);
        Ok(())
    }
}

impl SpeedUp for App {
    async fn speed_up(&self, ctx: &Ctx, event: RestrictionLifted) -> anyhow::Result<()> {
        if self.desk().network.lift(event.id).is_none() {
            eprintln!("{}: restriction {} is news", ctx.request_id, event.id);
        }
        Ok(())
    }
}

impl FreeSeats for App {
    async fn free_seats(&self, ctx: &Ctx, event: TicketRefunded) -> anyhow::Result<()> {
        let freed = self.desk().seats.release(&event.number);
        for one in &freed {
            eprintln!("{}: free again: {}", ctx.request_id, seats::slip(one));
        }
        Ok(())
    }
}
