//! The house: who sits where, what is paid for it, and what becomes of it.

pub mod journal;
pub mod leaflet;
pub mod memory;
pub mod orders;
pub mod pricing;
pub mod seating;
pub mod takings;
pub mod vouchers;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::generated::box_office::{
    BoxOfficeClient, ChargeError, ChargeIn, Customer, CustomerMerged, GetCustomerError,
    GetCustomerIn, PayBackError, PayBackIn,
};
use crate::generated::programme::{
    GetPerformanceError, GetPerformanceIn, GetProductionError, GetProductionIn,
    ListPerformancesError, ListPerformancesIn, Performance, PerformanceCancelled, Production,
    ProgrammeClient, RehearsalCalled,
};
use crate::generated::*;
use memory::{Memory, retried};
use orders::OrderBook;
use seating::Seating;
use takings::Ledger;
use vouchers::Vouchers;

/// How long before the curtain an order can still be given back.
const REFUND_UNTIL: TimeDelta = TimeDelta::hours(24);

/// How often a payment is tried.
const ATTEMPTS: u32 = 3;

const A_SEASON: Duration = Duration::from_secs(300 * 24 * 3_600);

/// All that the house remembers.
#[derive(Debug, Default)]
struct House {
    seating: Seating,
    book: OrderBook,
    vouchers: Vouchers,
    ledger: Ledger,
    subscriptions: Vec<Subscription>,
    stage: BTreeMap<NaiveDate, Vec<RehearsalCalled>>,
    customers: Memory<i32, Customer>,
}

/// The service: its house, and those whom it asks and tells.
#[derive(Debug)]
pub struct App {
    programme: ProgrammeClient,
    box_office: BoxOfficeClient,
    publisher: Publisher,
    clock: fn() -> DateTime<Utc>,
    house: Mutex<House>,
}

impl App {
    pub fn new(
        programme: ProgrammeClient,
        box_office: BoxOfficeClient,
        publisher: Publisher,
    ) -> Self {
        Self {
            programme,
            box_office,
            publisher,
            clock: || SystemTime::now().into(),
            house: Mutex::default(),
        }
    }

    /// The same house by another clock.
    pub fn with_clock(self, clock: fn() -> DateTime<Utc>) -> Self {
        Self { clock, ..self }
    }

    /// What is behind the lock; a handler that panicked while it held the lock left it whole.
    fn house(&self) -> MutexGuard<'_, House> {
        self.house.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The orders of the house, line by line.
    pub fn journal(&self, performance_id: i64) -> Vec<String> {
        let orders = self.house().book.open_on(performance_id);
        orders.iter().map(journal::line).collect()
    }

    /// How long rehearsals keep the stage on a day.
    pub fn stage_taken(&self, day: NaiveDate) -> Duration {
        let house = self.house();
        let calls = house.stage.get(&day).into_iter().flatten();
        calls.map(|call| call.lasts).sum()
    }

    async fn customer(&self, ctx: &Ctx, id: i32) -> Result<Customer, ReserveSeatsError> {
        if let Some(known) = self.house().customers.get(&id) {
            return Ok(known);
        }
        match self
            .box_office
            .get_customer(ctx, GetCustomerIn { id })
            .await
        {
            Ok(customer) => Ok(self
                .house()
                .customers
                .keep(customer, |customer| customer.id)),
            Err(GetCustomerError::CustomerNotFound(missing)) => {
                Err(UnknownCustomer { id: missing.id }.into())
            }
            Err(GetCustomerError::Internal(error)) => Err(error.into()),
        }
    }

    async fn performance<E>(&self, ctx: &Ctx, id: i64) -> Result<Performance, E>
    where
        E: From<UnknownPerformance> + From<anyhow::Error>,
    {
        match self
            .programme
            .get_performance(ctx, GetPerformanceIn { id })
            .await
        {
            Ok(performance) => Ok(performance),
            Err(GetPerformanceError::PerformanceNotFound(missing)) => {
                Err(UnknownPerformance { id: missing.id }.into())
            }
            Err(GetPerformanceError::Internal(error)) => Err(error.into()),
        }
    }

    async fn production(&self, ctx: &Ctx, id: i32) -> anyhow::Result<Production> {
        let wanted = GetProductionIn { id };
        let found = self.programme.get_production(ctx, wanted).await;
        found.map_err(|error| match error {
            GetProductionError::ProductionNotFound(missing) => {
                anyhow::anyhow!("no production {}", missing.id)
            }
            GetProductionError::Internal(error) => error,
        })
    }

    /// Takes the seats of an order back and returns what was paid for them.
    async fn release(&self, ctx: &Ctx, order: &TicketOrder, reason: &str) -> anyhow::Result<()> {
        if let Some(payment_id) = order.payment_id {
            let back = PayBackIn {
                payment_id,
                cents: order.total,
            };
            match self.box_office.pay_back(ctx, back).await {
                Ok(_) => {}
                Err(PayBackError::PaymentNotFound(missing)) => {
                    anyhow::bail!("nobody knows of payment {}", missing.id)
                }
                Err(PayBackError::Internal(error)) => return Err(error),
            }
        }
        let codes: Vec<String> = order
            .tickets
            .iter()
            .map(|ticket| ticket.seat.clone())
            .collect();
        let seats = {
            let mut house = self.house();
            house
                .book
                .change(order.id, |order| order.state = OrderState::Refunded);
            house.seating.free(order.performance_id, &codes)
        };
        let refunded = OrderRefunded {
            order_id: order.id,
            cents: order.total,
            reason: reason.to_string(),
        };
        self.publisher.order_refunded(&refunded).await?;
        let performance_id = order.performance_id;
        self.publisher
            .seats_freed(&SeatsFreed {
                performance_id,
                seats,
            })
            .await
    }
}

impl OpenHall for App {
    async fn open_hall(&self, _: &Ctx, input: OpenHallIn) -> Result<u32, OpenHallError> {
        let count = self.house().seating.open(input.hall, input.seats);
        Ok(u32::try_from(count).map_err(anyhow::Error::from)?)
    }
}

impl ReserveSeats for App {
    async fn reserve_seats(
        &self,
        ctx: &Ctx,
        input: ReserveSeatsIn,
    ) -> Result<TicketOrder, ReserveSeatsError> {
        let customer = self.customer(ctx, input.customer_id).await?;
        let evening = self
            .performance::<ReserveSeatsError>(ctx, input.performance_id)
            .await?;
        if !pricing::is_on_sale(&evening) {
            return Err(UnknownPerformance { id: evening.id }.into());
        }
        let genre = self.production(ctx, evening.production_id).await?.genre;
        let now = (self.clock)();
        let mut guard = self.house();
        let house = &mut *guard;
        let subscription = house.subscriptions.iter_mut().find(|one| {
            one.customer_id == customer.id && one.genre == genre && one.visits_left > 0
        });
        let mut tickets = Vec::new();
        for code in &input.seats {
            let seat = house.seating.seat(&evening.hall, code);
            let seat = seat.ok_or_else(|| UnknownSeat { seat: code.clone() })?;
            let quote = pricing::Quote::of(seat).on(&evening).to(&customer);
            tickets.push(Ticket {
                seat: seat.code.clone(),
                cents: quote.with(subscription.as_deref()).cents(),
                holder: (input.seats.len() == 1).then(|| customer.name.clone()),
            });
        }
        let taken = house.seating.hold(evening.id, &input.seats);
        taken.map_err(|seat| SeatTaken { seat })?;
        let full: Cents = tickets.iter().map(|ticket| ticket.cents).sum();
        let off = match &input.voucher_code {
            Some(code) => {
                let redeemed = house.vouchers.redeem(code, full, now.date_naive());
                redeemed.map_err(|rejection| {
                    house.seating.free(evening.id, &input.seats);
                    rejection.about(code)
                })?
            }
            None => 0,
        };
        if let Some(subscription) = subscription {
            subscription.visits_left -= 1;
        }
        let book = &mut house.book;
        Ok(book.place(customer.id, evening.id, tickets, off, now))
    }
}

impl PayOrder for App {
    async fn pay_order(&self, ctx: &Ctx, input: PayOrderIn) -> Result<TicketOrder, PayOrderError> {
        let order = self.house().book.get(input.id).cloned();
        let order = order.ok_or(OrderNotFound { id: input.id })?;
        let charge = ChargeIn {
            customer_id: order.customer_id,
            cents: order.total,
            means: input.means.clone(),
            purpose: journal::link(&order),
        };
        let charged = retried(
            ATTEMPTS,
            || self.box_office.charge(ctx, charge.clone()),
            |error| matches!(error, ChargeError::Internal(_)),
        );
        let payment = match charged.await {
            Ok(payment) => payment,
            Err(ChargeError::PaymentDeclined(declined)) => {
                let reason = declined.reason;
                return Err(PaymentRefused { reason }.into());
            }
            Err(ChargeError::Internal(error)) => return Err(error.into()),
        };
        let paid = self.house().book.pay(order.id, payment.id);
        let order = paid.ok_or(OrderNotFound { id: order.id })?;
        let event = OrderPaid {
            order: order.clone(),
            means: payment.means,
        };
        self.publisher.order_paid(&event).await?;
        Ok(order)
    }
}

impl RefundOrder for App {
    async fn refund_order(
        &self,
        ctx: &Ctx,
        input: RefundOrderIn,
    ) -> Result<TicketOrder, RefundOrderError> {
        let id = input.id;
        let order = self.house().book.get(id).cloned();
        let order = order.ok_or(OrderNotFound { id })?;
        let wanted = GetPerformanceIn {
            id: order.performance_id,
        };
        let evening = self.programme.get_performance(ctx, wanted).await;
        let starts_at = evening.map_err(anyhow::Error::from)?.starts_at;
        let late = starts_at - (self.clock)() < REFUND_UNTIL;
        if late || !orders::is_open(&order.state) {
            let state = order.state;
            return Err(NotRefundable { id, state }.into());
        }
        self.release(ctx, &order, "given back").await?;
        let refunded = self.house().book.get(id).cloned();
        Ok(refunded.ok_or(OrderNotFound { id })?)
    }
}

impl ListOrders for App {
    async fn list_orders(
        &self,
        _: &Ctx,
        input: ListOrdersIn,
    ) -> Result<Vec<TicketOrder>, ListOrdersError> {
        let limit = input.limit.clamp(1, 100);
        Ok(self
            .house()
            .book
            .page(input.customer_id, input.after, limit))
    }
}

impl IssueVoucher for App {
    async fn issue_voucher(
        &self,
        _: &Ctx,
        input: IssueVoucherIn,
    ) -> Result<Voucher, IssueVoucherError> {
        let today = (self.clock)().date_naive();
        let vouchers = &mut self.house().vouchers;
        Ok(vouchers.issue(input.worth, input.giver, today, input.valid_days))
    }
}

impl Subscribe for App {
    async fn subscribe(&self, _: &Ctx, input: SubscribeIn) -> Result<Subscription, SubscribeError> {
        let mut house = self.house();
        let last = house.subscriptions.last().map_or(0, |one| one.id);
        let subscription = Subscription {
            id: last + 1,
            customer_id: input.customer_id,
            discount: pricing::subscriber_discount(&input.genre),
            genre: input.genre,
            visits_left: input.visits.max(0),
            valid_for: A_SEASON,
        };
        house.subscriptions.push(subscription.clone());
        Ok(subscription)
    }
}

impl NoteTaking for App {
    async fn note_taking(&self, _: &Ctx, input: NoteTakingIn) -> Result<Taking, NoteTakingError> {
        Ok(self.house().ledger.note(Taking {
            till: input.till,
            performance_id: input.performance_id,
            amount: input.amount,
            keeper: input.keeper,
        }))
    }
}

impl ReportEvening for App {
    async fn report_evening(
        &self,
        ctx: &Ctx,
        input: ReportEveningIn,
    ) -> Result<HouseReport, ReportEveningError> {
        let evening = self
            .performance::<ReportEveningError>(ctx, input.performance_id)
            .await?;
        let house = self.house();
        let bands = house.seating.held_by_band(&evening.hall, evening.id);
        Ok(house.ledger.report(&evening, &bands))
    }
}

impl PrintLeaflet for App {
    async fn print_leaflet(
        &self,
        ctx: &Ctx,
        input: PrintLeafletIn,
    ) -> Result<String, PrintLeafletError> {
        let production = self.production(ctx, input.production_id).await?;
        let wanted = ListPerformancesIn {
            production_id: production.id,
            from: (self.clock)().date_naive(),
            limit: 5,
        };
        let evenings = match self.programme.list_performances(ctx, wanted).await {
            Ok(evenings) => evenings,
            Err(ListPerformancesError::Internal(error)) => return Err(error.into()),
        };
        Ok(leaflet::print(&production, evenings))
    }
}

impl RefundHouse for App {
    async fn refund_house(&self, ctx: &Ctx, event: PerformanceCancelled) -> anyhow::Result<()> {
        let orders = self.house().book.open_on(event.performance_id);
        for order in &orders {
            self.release(ctx, order, &event.reason).await?;
        }
        Ok(())
    }
}

impl BlockStage for App {
    async fn block_stage(&self, _: &Ctx, event: RehearsalCalled) -> anyhow::Result<()> {
        let mut house = self.house();
        house.stage.entry(event.day).or_default().push(event);
        Ok(())
    }
}

impl MergeCustomers for App {
    async fn merge_customers(&self, _: &Ctx, event: CustomerMerged) -> anyhow::Result<()> {
        let mut house = self.house();
        house.customers.forget(&event.gone);
        let theirs = house
            .subscriptions
            .iter_mut()
            .filter(|one| one.customer_id == event.gone);
        theirs.for_each(|one| one.customer_id = event.kept);
        house.book.hand_over(event.gone, event.kept);
        Ok(())
    }
}
