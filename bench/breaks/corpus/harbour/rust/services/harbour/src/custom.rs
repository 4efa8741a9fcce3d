//! The harbour office: takes announcements, gives berths and pilots, writes invoices.

pub mod berths;
pub mod book;
pub mod cargo;
pub mod fees;
pub mod journal;
pub mod pilots;
pub mod report;
pub mod tide;
pub mod vessels;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;

use crate::generated::registry::{RegistryClient, Standing, StandingChanged, VesselRenamed};
use crate::generated::tides::{SurgeWarned, TidesClient};
use crate::generated::{
    AnnounceCall, AnnounceCallError, AnnounceCallIn, BerthPlan, BerthPlanError, BerthPlanIn,
    BerthUnknown, CallAnnounced, CallPage, CancelCall, CancelCallError, CancelCallIn, ConfirmCall,
    ConfirmCallError, ConfirmCallIn, Ctx, DailyReport, DailyReportError, DailyReportIn, Depart,
    DepartError, DepartIn, HoldArrivals, Invoice, ListCalls, ListCallsError, ListCallsIn, Manifest,
    MoorVessel, MoorVesselError, MoorVesselIn, NoBerth, NoPilot, Phase, PortCall, Publisher,
    RenameCalls, ReviewCalls, Slot, SubmitManifest, SubmitManifestError, SubmitManifestIn,
    TideWindows, TideWindowsError, TideWindowsIn, VesselDeparted, VesselMoored, VesselRefused,
    VesselUnknown, Window,
};
use berths::{Need, Quayside, Span};
use book::{CallBook, CallId, told};
use fees::Visit;
use journal::Entry;
use pilots::{Roster, Wanted};
use tide::{Curve, Gauges};
use vessels::Register;

/// The most calls that one page holds.
const PAGE_MAX: i32 = 100;

/// What the office itself keeps.
#[derive(Debug)]
struct Office {
    book: CallBook,
    quayside: Quayside,
    roster: Roster,
    manifests: BTreeMap<CallId, Manifest>,
    invoices: Vec<Invoice>,
}

#[derive(Debug)]
pub struct App {
    register: Register,
    gauges: Gauges,
    publisher: Publisher,
    office: Mutex<Office>,
}

/// What is behind a lock; a handler that panicked while it held the lock left it whole.
pub(crate) fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    pub fn new(
        registry: RegistryClient,
        tides: TidesClient,
        publisher: Publisher,
        quayside: Quayside,
        roster: Roster,
    ) -> Self {
        Self {
            register: Register::new(registry),
            gauges: Gauges::new(tides),
            publisher,
            office: Mutex::new(Office {
                book: CallBook::default(),
                quayside,
                roster,
                manifests: BTreeMap::new(),
                invoices: Vec::new(),
            }),
        }
    }

    /// Takes up what a journal says.
    pub fn restore<'a>(&self, lines: impl IntoIterator<Item = &'a str>) -> anyhow::Result<usize> {
        let entries = journal::replay(lines)?;
        let count = entries.len();
        let mut office = open(&self.office);
        for entry in entries {
            match entry {
                Entry::Call(call) => {
                    if book::is_live(&call.phase) {
                        office.quayside.retake(&call);
                        if let Some(pilot) = call.pilot_id {
                            office.roster.book(pilot, call.eta.date_naive());
                        }
                    }
                    office.book.put(*call);
                }
                Entry::Manifest(manifest) => {
                    office.manifests.insert(manifest.call_id, manifest);
                }
            }
        }
        Ok(count)
    }

    /// All that a restart needs, calls first.
    pub fn journal(&self) -> anyhow::Result<Vec<String>> {
        let office = open(&self.office);
        let calls = office
            .book
            .iter()
            .map(|call| Entry::Call(Box::new(call.clone())));
        let manifests = office.manifests.values().cloned().map(Entry::Manifest);
        calls.chain(manifests).map(|entry| entry.write()).collect()
    }

    pub fn phone_list(&self) -> Vec<String> {
        open(&self.office).roster.phone_list()
    }
}

/// An event that did not arrive is no failure of what caused it.
fn heard(ctx: &Ctx, what: &str, call_id: CallId, sent: anyhow::Result<()>) {
    if let Err(error) = sent {
        eprintln!("{}: {what} of call {call_id}: {error:#}", ctx.request_id);
    }
}

impl AnnounceCall for App {
    async fn announce_call(
        &self,
        ctx: &Ctx,
        input: AnnounceCallIn,
    ) -> Result<PortCall, AnnounceCallError> {
        let AnnounceCallIn {
            call_sign,
            agent,
            eta,
            stay,
            draft_cm,
            priority,
        } = input;
        let Some(vessel) = self.register.vessel(ctx, &call_sign).await? else {
            return Err(VesselUnknown { call_sign }.into());
        };
        if let Some(reason) = vessels::objection(&vessel) {
            return Err(VesselRefused { call_sign, reason }.into());
        }
        let mut remarks = vec![vessels::caption(&vessel)];
        if vessel.insured_until.is_none_or(|until| until < eta) {
            remarks.push("insurance to be shown".to_string());
        }
        let call = open(&self.office).book.enter(|id| PortCall {
            id,
            draft_cm: draft_cm.unwrap_or_else(|| vessels::draft_cm(&vessel)),
            call_sign: vessel.call_sign,
            vessel_name: vessel.name,
            agent,
            phase: Phase::Announced,
            eta,
            stay,
            berth: None,
            pilot_id: None,
            moored_at: None,
            priority: priority.clamp(0, 9),
            remarks,
        });
        let event = CallAnnounced { call: call.clone() };
        let sent = self.publisher.call_announced(&event).await;
        heard(ctx, "announcement", call.id, sent);
        Ok(call)
    }
}

impl ConfirmCall for App {
    async fn confirm_call(
        &self,
        ctx: &Ctx,
        input: ConfirmCallIn,
    ) -> Result<PortCall, ConfirmCallError> {
        let call_id = input.call_id;
        let call = open(&self.office).book.get(call_id)?.clone();
        let vessel = self.register.vessel(ctx, &call.call_sign).await?;
        let length_m = vessel.map_or(0.0, |vessel| vessel.size.length_m);
        let span = Span::starting(call.eta, call.stay);
        let day = call.eta.date_naive();
        let need = Need {
            draft_cm: call.draft_cm + self.gauges.caution_cm(span),
            length_m,
            span,
        };
        let mut office = open(&self.office);
        let Office {
            book,
            quayside,
            roster,
            ..
        } = &mut *office;
        let Some(berth) = quayside.find(&need).map(|berth| berth.code.clone()) else {
            let draft_cm = need.draft_cm;
            return Err(NoBerth { draft_cm, length_m }.into());
        };
        let wanted = Wanted {
            draft_cm: call.draft_cm,
            day,
            language: input.language.as_deref(),
        };
        let Some(pilot_id) = roster.choose(&wanted).map(|pilot| pilot.id) else {
            let draft_cm = call.draft_cm;
            return Err(NoPilot { draft_cm, day }.into());
        };
        let confirmed = book
            .advance(call_id, Phase::Confirmed, |call| {
                call.berth = Some(berth.clone());
                call.pilot_id = Some(pilot_id);
            })
            .map_err(told::<ConfirmCallError>)?;
        quayside.take(&berth, call_id, span);
        roster.book(pilot_id, day);
        Ok(confirmed)
    }
}

impl MoorVessel for App {
    async fn moor_vessel(
        &self,
        ctx: &Ctx,
        input: MoorVesselIn,
    ) -> Result<PortCall, MoorVesselError> {
        let MoorVesselIn { call_id, at } = input;
        let moored = open(&self.office)
            .book
            .advance(call_id, Phase::Moored, |call| call.moored_at = Some(at))
            .map_err(told::<MoorVesselError>)?;
        let event = VesselMoored {
            call_id,
            call_sign: moored.call_sign.clone(),
            berth: moored.berth.clone().unwrap_or_default(),
            at,
        };
        let sent = self.publisher.vessel_moored(&event).await;
        heard(ctx, "mooring", call_id, sent);
        Ok(moored)
    }
}

impl SubmitManifest for App {
    async fn submit_manifest(
        &self,
        ctx: &Ctx,
        input: SubmitManifestIn,
    ) -> Result<Manifest, SubmitManifestError> {
        let call_id = open(&self.office).book.get(input.call_id)?.id;
        let manifest = cargo::manifest(call_id, input.declared_on, &input.lines)?;
        let known = manifest.clone();
        open(&self.office).manifests.insert(call_id, known);
        if let Some(event) = cargo::danger(&manifest) {
            let sent = self.publisher.danger_declared(&event).await;
            heard(ctx, "danger", call_id, sent);
        }
        Ok(manifest)
    }
}

impl Depart for App {
    async fn depart(&self, ctx: &Ctx, input: DepartIn) -> Result<Invoice, DepartError> {
        let DepartIn { call_id, at } = input;
        let call_sign = open(&self.office).book.get(call_id)?.call_sign.clone();
        let vessel = self.register.vessel(ctx, &call_sign).await?;
        let vessel = vessel.ok_or_else(|| anyhow::anyhow!("{call_sign} left the registry"))?;
        let fleet = self.register.fleet_size(ctx, vessel.owner.id).await?;
        let invoice = {
            let mut office = open(&self.office);
            let call = office
                .book
                .advance(call_id, Phase::Departed, |_| ())
                .map_err(told::<DepartError>)?;
            office.quayside.release(call_id, at);
            let invoice = fees::invoice(&Visit {
                call: &call,
                vessel: &vessel,
                manifest: office.manifests.get(&call_id),
                fleet,
                left_at: at,
            })?;
            office.invoices.push(invoice.clone());
            invoice
        };
        let event = VesselDeparted {
            call_id,
            invoice: invoice.clone(),
        };
        let sent = self.publisher.vessel_departed(&event).await;
        heard(ctx, "departure", call_id, sent);
        Ok(invoice)
    }
}

impl CancelCall for App {
    async fn cancel_call(&self, _: &Ctx, input: CancelCallIn) -> Result<PortCall, CancelCallError> {
        let mut office = open(&self.office);
        let cancelled = office
            .book
            .advance(input.call_id, Phase::Cancelled, |call| {
                call.remarks.push(format!("cancelled: {}", input.reason));
            })
            .map_err(told::<CancelCallError>)?;
        office.quayside.release(cancelled.id, cancelled.eta);
        if let Some(pilot_id) = cancelled.pilot_id {
            office.roster.unbook(pilot_id, cancelled.eta.date_naive());
        }
        Ok(cancelled)
    }
}

impl ListCalls for App {
    async fn list_calls(&self, _: &Ctx, input: ListCallsIn) -> Result<CallPage, ListCallsError> {
        let limit = usize::try_from(input.limit.clamp(1, PAGE_MAX)).map_err(anyhow::Error::from)?;
        let office = open(&self.office);
        Ok(office.book.page(input.phase.as_ref(), input.after, limit))
    }
}

impl BerthPlan for App {
    async fn berth_plan(
        &self,
        _: &Ctx,
        input: BerthPlanIn,
    ) -> Result<BTreeMap<String, Vec<Slot>>, BerthPlanError> {
        Ok(open(&self.office).quayside.plan(input.day))
    }
}

impl TideWindows for App {
    async fn tide_windows(
        &self,
        ctx: &Ctx,
        input: TideWindowsIn,
    ) -> Result<Vec<Window>, TideWindowsError> {
        let depth_cm = match open(&self.office).quayside.get(&input.code) {
            Some(berth) => berth.depth_cm,
            None => return Err(BerthUnknown { berth: input.code }.into()),
        };
        let within = Span::of_day(input.day);
        let least_cm = input.draft_cm + tide::UNDER_KEEL_CM + self.gauges.caution_cm(within);
        let curve = Curve::new(&self.gauges.tides(ctx, input.day).await?);
        Ok(curve.windows(least_cm - depth_cm, within))
    }
}

impl DailyReport for App {
    async fn daily_report(
        &self,
        ctx: &Ctx,
        input: DailyReportIn,
    ) -> Result<Vec<String>, DailyReportError> {
        let tides = self.gauges.tides(ctx, input.day).await?;
        let office = open(&self.office);
        let calls: Vec<PortCall> = office
            .book
            .iter()
            .filter(|call| call.eta.date_naive() == input.day)
            .cloned()
            .collect();
        let manifests: Vec<Manifest> = calls
            .iter()
            .filter_map(|call| office.manifests.get(&call.id))
            .cloned()
            .collect();
        Ok(report::report(&report::Day {
            day: input.day,
            calls: &calls,
            manifests: &manifests,
            invoices: &office.invoices,
            tide_range_cm: tide::range_cm(&tides),
        }))
    }
}

impl HoldArrivals for App {
    async fn hold_arrivals(&self, _: &Ctx, event: SurgeWarned) -> anyhow::Result<()> {
        if tide::holds(&event) {
            let mut office = open(&self.office);
            let waiting: Vec<String> = office
                .book
                .iter()
                .filter(|call| call.phase == Phase::Announced)
                .filter(|call| (event.from..event.until).contains(&call.eta))
                .map(|call| call.call_sign.clone())
                .collect();
            for call_sign in waiting {
                office.book.each_live(&call_sign, |call| {
                    if call.phase == Phase::Announced && call.eta < event.until {
                        call.eta = event.until + TimeDelta::hours(1);
                        call.remarks.push(format!("held: {}", event.level));
                    }
                });
            }
        }
        self.gauges.warn(event);
        Ok(())
    }
}

impl RenameCalls for App {
    async fn rename_calls(&self, _: &Ctx, event: VesselRenamed) -> anyhow::Result<()> {
        self.register.forget(&event.call_sign);
        let VesselRenamed {
            call_sign,
            old_name,
            new_name,
            since,
        } = event;
        open(&self.office).book.each_live(&call_sign, |call| {
            if call.vessel_name == old_name {
                call.vessel_name.clone_from(&new_name);
                call.remarks.push(format!("ex {old_name} since {since}"));
            }
        });
        Ok(())
    }
}

impl ReviewCalls for App {
    async fn review_calls(&self, _: &Ctx, event: StandingChanged) -> anyhow::Result<()> {
        self.register.forget(&event.call_sign);
        let note = match event.standing {
            Standing::Good => return Ok(()),
            Standing::Suspended => format!("suspended: {}", event.reason),
            Standing::Scrapped => format!("scrapped: {}", event.reason),
            Standing::Unknown(raw) => format!("{raw}: {}", event.reason),
        };
        let mut office = open(&self.office);
        let concerned = office.book.each_live(&event.call_sign, |call| {
            call.priority = 0;
            call.remarks.push(note.clone());
        });
        for call_id in concerned {
            // What is moored already stays until it leaves.
            let Ok(call) = office.book.advance(call_id, Phase::Cancelled, |_| ()) else {
                continue;
            };
            office.quayside.release(call.id, call.eta);
        }
        Ok(())
    }
}
