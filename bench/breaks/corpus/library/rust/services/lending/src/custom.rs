//! The lending desk: who may take what home, and what follows when it comes back.

pub mod calendar;
pub mod fines;
#[cfg(test)]
mod fixtures;
pub mod holds;
pub mod journal;
pub mod lists;
pub mod loans;
pub mod members;
pub mod registry;
pub mod report;
pub mod shelf;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, Utc};

use crate::generated::accounts::{
    AccountsClient, ChargeMemberError, ChargeMemberIn, GetMemberError, GetMemberIn, Member,
    MemberBarred, Standing,
};
use crate::generated::titles::{
    GetTitleError, GetTitleIn, SearchTitlesError, SearchTitlesIn, Title, TitleRetired,
    TitlesClient, TitlesMerged,
};
use crate::generated::*;
use calendar::Calendar;
use fines::{Fines, Tariff};
use holds::{Holds, Wish};
use journal::Entry;
use lists::{Lists, Requests};
use loans::{Loans, late_days, loan_days};
use members::{Memo, may_borrow, retry};
use shelf::{Delivery, Mark, Stock};

pub type TitleId = i64;
pub type MemberId = i64;
pub type LoanId = i64;
pub type FineId = i64;

/// What time it is; tests bring a clock of their own.
pub type Clock = fn() -> DateTime<Utc>;

pub fn wall_clock() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// How often a member is asked for before it counts as a failure.
const ATTEMPTS: u32 = 3;

/// Everything that the desk knows by itself.
#[derive(Debug, Default)]
pub struct Desk {
    pub stock: Stock,
    pub loans: Loans,
    pub holds: Holds,
    pub fines: Fines,
    pub lists: Lists,
    pub requests: Requests,
    pub branches: HashMap<BranchCode, Calendar>,
    tariff: Tariff,
    journal: Vec<String>,
}

impl Desk {
    fn note(&mut self, entry: Entry) {
        self.journal.push(journal::to_line(&entry));
    }

    pub fn journal(&self) -> &[String] {
        &self.journal
    }

    /// Lends an item to somebody who may have it.
    pub fn lend(
        &mut self,
        item: &Item,
        title: &Title,
        member: &Member,
        now: DateTime<Utc>,
    ) -> Result<Loan, LendItemError> {
        let open = self.loans.open_count(member.id);
        if let Err(reason) = may_borrow(member, open, self.fines.balance(member.id)) {
            return Err(BorrowingRefused {
                member: member.id,
                reason,
                limit: member.loan_limit,
            }
            .into());
        }
        let collected = match item.state {
            ItemState::SetAside => self.holds.collect(item.title, member.id),
            _ => None,
        };
        let kept = item.state == ItemState::SetAside && collected.is_none();
        if kept || !self.stock.send(&item.barcode, ItemState::Lent) {
            return Err(ItemUnavailable {
                barcode: item.barcode.clone(),
                state: item.state.clone(),
            }
            .into());
        }
        let days = loan_days(&title.medium, &member.category);
        let mut loan = self.loans.lend(&item.barcode, member.id, now, days);
        if let Some(calendar) = self.branches.get(&item.branch) {
            loan.due = calendar.next_open(loan.due);
            self.loans.record(loan.clone());
        }
        self.note(Entry::Lent(loan.clone()));
        Ok(loan)
    }

    /// Takes an item back, wherever it is brought, and gives it to whose turn it is.
    pub fn take_back(&mut self, item: &Item, branch: &str, now: DateTime<Utc>) -> Option<Back> {
        let loan = self.loans.give_back(&item.barcode, now)?;
        let today = now.date_naive();
        let ready = self.holds.promote(item.title, today);
        let state = match &ready {
            Some(hold) if hold.branch == branch => ItemState::SetAside,
            Some(_) => ItemState::InTransit,
            None if item.branch == branch => ItemState::OnShelf,
            None => ItemState::InTransit,
        };
        self.stock.send(&item.barcode, state.clone());
        self.note(Entry::Moved {
            barcode: item.barcode.clone(),
            state,
        });
        let late = late_days(loan.due, today);
        Some(Back { loan, ready, late })
    }

    pub fn charge(&mut self, back: &Back, title: &Title, now: DateTime<Utc>) -> Option<Fine> {
        let kind = FineKind::Overdue;
        let amount = self.tariff.amount(&kind, title, back.late);
        self.fines
            .raise(back.loan.member, kind, amount, now.date_naive())
    }
}

/// What followed when something came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Back {
    pub loan: Loan,
    pub ready: Option<Hold>,
    pub late: i64,
}

/// The service: its desk, and those whom it asks and tells.
#[derive(Debug)]
pub struct App {
    titles: TitlesClient,
    accounts: AccountsClient,
    publisher: Publisher,
    clock: Clock,
    desk: Mutex<Desk>,
    members: Mutex<Memo<MemberId, Member>>,
}

/// What is behind a lock; a handler that panicked while it held the lock left it whole.
fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says on the log that nobody heard of something.
fn unheard(ctx: &Ctx, what: &str, outcome: anyhow::Result<()>) {
    if let Err(error) = outcome {
        eprintln!("{}: nobody heard of {what}: {error:#}", ctx.request_id);
    }
}

impl App {
    pub fn new(
        titles: TitlesClient,
        accounts: AccountsClient,
        publisher: Publisher,
        clock: Clock,
    ) -> Self {
        Self {
            titles,
            accounts,
            publisher,
            clock,
            desk: Mutex::default(),
            members: Mutex::new(Memo::with_capacity(1000)),
        }
    }

    pub fn desk(&self) -> MutexGuard<'_, Desk> {
        open(&self.desk)
    }

    /// A title, or nothing where the catalogue has none.
    async fn title(&self, ctx: &Ctx, id: TitleId) -> anyhow::Result<Option<Title>> {
        match self.titles.get_title(ctx, GetTitleIn { id }).await {
            Ok(title) => Ok(Some(title)),
            Err(GetTitleError::TitleNotFound(_)) => Ok(None),
            Err(GetTitleError::Internal(error)) => Err(error),
        }
    }

    /// A member, from memory or from those who know.
    async fn member(&self, ctx: &Ctx, id: MemberId) -> anyhow::Result<Option<Member>> {
        if let Some(known) = open(&self.members).get(&id) {
            return Ok(Some(known));
        }
        let asked = retry(ATTEMPTS, |_| async {
            match self.accounts.get_member(ctx, GetMemberIn { id }).await {
                Ok(member) => Ok(Some(member)),
                Err(GetMemberError::MemberNotFound(_)) => Ok(None),
                Err(GetMemberError::Internal(error)) => Err(error),
            }
        });
        Ok(asked
            .await?
            .map(|member| open(&self.members).keep(id, member)))
    }
}

impl ReceiveItem for App {
    async fn receive_item(
        &self,
        ctx: &Ctx,
        input: ReceiveItemIn,
    ) -> Result<Item, ReceiveItemError> {
        let Some(title) = self.title(ctx, input.title).await? else {
            return Err(UnknownTitle { title: input.title }.into());
        };
        if let Err(error) = title.mark.parse::<Mark>() {
            return Err(BadMark {
                mark: title.mark,
                reason: error.to_string(),
            }
            .into());
        }
        let mut desk = self.desk();
        if !desk.branches.contains_key(&input.branch) {
            return Err(UnknownBranch {
                branch: input.branch,
            }
            .into());
        }
        let delivery = Delivery::of(input.barcode, title.id)
            .to(&input.branch)
            .marked(&title.mark)
            .on((self.clock)().date_naive())
            .noting(format!("first of {}", title.name));
        let item = desk.stock.receive(delivery)?;
        desk.note(Entry::Received(item.clone()));
        Ok(item)
    }
}

impl LendItem for App {
    async fn lend_item(&self, ctx: &Ctx, input: LendItemIn) -> Result<Loan, LendItemError> {
        let found = self.desk().stock.find(&input.barcode).cloned();
        let Some(item) = found else {
            return Err(UnknownItem {
                barcode: input.barcode,
            }
            .into());
        };
        let Some(member) = self.member(ctx, input.member).await? else {
            return Err(UnknownMember {
                member: input.member,
            }
            .into());
        };
        let title = self.title(ctx, item.title).await?;
        let title = title.ok_or_else(|| anyhow::anyhow!("title {} is gone", item.title))?;
        let loan = self.desk().lend(&item, &title, &member, (self.clock)())?;
        let event = ItemLent { loan: loan.clone() };
        let heard = self.publisher.item_lent(&event).await;
        unheard(ctx, &format!("loan {}", loan.id), heard);
        Ok(loan)
    }
}

impl ReturnItem for App {
    async fn return_item(&self, ctx: &Ctx, input: ReturnItemIn) -> Result<Loan, ReturnItemError> {
        let found = self.desk().stock.find(&input.barcode).cloned();
        let Some(item) = found else {
            return Err(UnknownItem {
                barcode: input.barcode,
            }
            .into());
        };
        let now = (self.clock)();
        let Some(back) = self.desk().take_back(&item, &input.branch, now) else {
            return Err(ItemUnavailable {
                barcode: item.barcode,
                state: item.state,
            }
            .into());
        };
        let event = ItemReturned {
            loan: back.loan.clone(),
            late_days: back.late,
        };
        unheard(ctx, "a return", self.publisher.item_returned(&event).await);
        if let Some(hold) = back.ready.clone() {
            let until = hold.ready_until.unwrap_or(now.date_naive());
            let event = HoldReady { hold, until };
            unheard(ctx, "a hold", self.publisher.hold_ready(&event).await);
        }
        if back.late > 0
            && let Some(title) = self.title(ctx, item.title).await?
        {
            let raised = self.desk().charge(&back, &title, now);
            if let Some(fine) = raised {
                let event = FineRaised { fine };
                unheard(ctx, "a fine", self.publisher.fine_raised(&event).await);
            }
        }
        Ok(back.loan)
    }
}

impl RenewLoan for App {
    async fn renew_loan(&self, ctx: &Ctx, input: RenewLoanIn) -> Result<Loan, RenewLoanError> {
        let item = {
            let desk = self.desk();
            let loan = desk.loans.get(input.id);
            loan.and_then(|loan| desk.stock.find(&loan.barcode).cloned())
        };
        let Some(item) = item else {
            return Err(LoanNotFound { id: input.id }.into());
        };
        let medium = self.title(ctx, item.title).await?.map(|title| title.medium);
        let medium = medium.unwrap_or(titles::Medium::Book);
        let days = loan_days(&medium, &accounts::Category::Adult);
        let mut desk = self.desk();
        let waiting = desk.holds.waiting(item.title);
        let renewed = desk.loans.renew(input.id, days, |_| waiting > 0);
        renewed.map_err(|obstacle| {
            let reason = obstacle.to_string();
            NotRenewable {
                id: input.id,
                reason,
            }
            .into()
        })
    }
}

impl ListLoans for App {
    async fn list_loans(&self, _: &Ctx, input: ListLoansIn) -> Result<LoanPage, ListLoansError> {
        let page = self
            .desk()
            .loans
            .page(input.member, input.after, input.limit);
        Ok(LoanPage {
            loans: page.rows,
            next: page.next,
        })
    }
}

impl PlaceHold for App {
    async fn place_hold(&self, ctx: &Ctx, input: PlaceHoldIn) -> Result<Hold, PlaceHoldError> {
        if self.title(ctx, input.title).await?.is_none() {
            return Err(UnknownTitle { title: input.title }.into());
        }
        if self.member(ctx, input.member).await?.is_none() {
            return Err(UnknownMember {
                member: input.member,
            }
            .into());
        }
        let wish = Wish {
            title: input.title,
            member: input.member,
            branch: input.branch,
            priority: input.priority.clamp(0, 9),
        };
        let mut desk = self.desk();
        match desk.holds.place(wish, (self.clock)()) {
            Ok(hold) => {
                desk.note(Entry::Held(hold.clone()));
                Ok(hold)
            }
            Err(standing) => Err(HoldExists { id: standing.id }.into()),
        }
    }
}

impl SettleFine for App {
    async fn settle_fine(&self, ctx: &Ctx, input: SettleFineIn) -> Result<Fine, SettleFineError> {
        let found = self.desk().fines.get(input.id).cloned();
        let Some(fine) = found else {
            return Err(FineNotFound { id: input.id }.into());
        };
        let charge = ChargeMemberIn {
            member: fine.member,
            amount: fine.amount,
            reason: fines::bill_line(&fine),
        };
        match self.accounts.charge_member(ctx, charge).await {
            Ok(receipt) => {
                let settled = self.desk().fines.settle(fine.id, &receipt.number);
                settled.ok_or_else(|| FineNotFound { id: fine.id }.into())
            }
            Err(ChargeMemberError::CreditExhausted(short)) => Err(PaymentRefused {
                id: fine.id,
                missing: short.missing,
            }
            .into()),
            Err(ChargeMemberError::MemberNotFound(_)) => Err(PaymentRefused {
                id: fine.id,
                missing: fine.amount,
            }
            .into()),
            Err(ChargeMemberError::Internal(error)) => Err(error.into()),
        }
    }
}

impl SaveList for App {
    async fn save_list(&self, _: &Ctx, input: SaveListIn) -> Result<ReadingList, SaveListError> {
        let mut desk = self.desk();
        Ok(desk.lists.save(input.owner, &input.name, input.titles))
    }
}

impl RequestElsewhere for App {
    async fn request_elsewhere(
        &self,
        ctx: &Ctx,
        input: RequestElsewhereIn,
    ) -> Result<InterlibraryRequest, RequestElsewhereError> {
        if self.member(ctx, input.member).await?.is_none() {
            return Err(UnknownMember {
                member: input.member,
            }
            .into());
        }
        let isbn = lists::isbn(&input.isbn)?;
        let search = SearchTitlesIn {
            text: format!("isbn:{isbn}"),
            limit: 5,
            medium: None,
        };
        let found = match self.titles.search_titles(ctx, search).await {
            Ok(titles) => titles,
            Err(SearchTitlesError::BadQuery(_)) => Vec::new(),
            Err(SearchTitlesError::Internal(error)) => return Err(error.into()),
        };
        let mut desk = self.desk();
        let here = found
            .iter()
            .filter(|title| title.isbn == isbn)
            .flat_map(|title| desk.stock.copies(title.id))
            .find(|item| report::within_reach(&item.state));
        if let Some(item) = here {
            return Err(HeldHere {
                barcode: item.barcode.clone(),
            }
            .into());
        }
        let today = (self.clock)().date_naive();
        Ok(desk
            .requests
            .open(input.member, isbn, today, input.wanted_by))
    }
}

impl ReportBranch for App {
    async fn report_branch(
        &self,
        _: &Ctx,
        input: ReportBranchIn,
    ) -> Result<BranchReport, ReportBranchError> {
        let desk = self.desk();
        let Some(calendar) = desk.branches.get(&input.branch) else {
            return Err(UnknownBranch {
                branch: input.branch,
            }
            .into());
        };
        let late = desk.loans.overdue((self.clock)().date_naive());
        let report = report::branch_report(calendar.branch(), desk.stock.items(), &late);
        Ok(report)
    }
}

impl WithdrawTitle for App {
    async fn withdraw_title(&self, ctx: &Ctx, event: TitleRetired) -> anyhow::Result<()> {
        let mut desk = self.desk();
        let gone = desk.stock.withdraw(event.id);
        let disappointed = desk.holds.drop_title(event.id).len();
        eprintln!(
            "{}: {} since {}: {} items, {disappointed} holds",
            ctx.request_id,
            event.reason,
            event.since,
            gone.len()
        );
        Ok(())
    }
}

impl MergeTitles for App {
    async fn merge_titles(&self, _: &Ctx, event: TitlesMerged) -> anyhow::Result<()> {
        let mut desk = self.desk();
        desk.stock.merge(event.source, event.target);
        desk.holds.merge(event.source, event.target);
        Ok(())
    }
}

impl BarMember for App {
    async fn bar_member(&self, _: &Ctx, event: MemberBarred) -> anyhow::Result<()> {
        let until = event.until;
        let today = (self.clock)().date_naive();
        if until.is_none_or(|day| day >= today) {
            open(&self.members).change(&event.id, |member| member.standing = Standing::Barred);
        }
        Ok(())
    }
}
