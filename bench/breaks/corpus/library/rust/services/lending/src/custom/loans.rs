//! Loans: for how long, how often again, and what is late.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::registry::{Page, Registry};
use super::{LoanId, MemberId};
use crate::generated::Loan;
use crate::generated::accounts::Category;
use crate::generated::titles::Medium;

/// How often a loan may be renewed.
pub const RENEWALS_MAX: i32 = 3;

/// The most that one page holds, whatever is asked for.
const PAGE_MAX: i32 = 50;

/// For how many days something is lent.
pub fn loan_days(medium: &Medium, category: &Category) -> u64 {
    let days = match medium {
        Medium::Book => 28,
        Medium::Audiobook => 21,
        Medium::Film => 7,
        Medium::Ebook | Medium::Unknown(_) => 14,
    };
    match category {
        Category::Institution => days * 2,
        Category::Senior => days + 7,
        Category::Child | Category::Adult | Category::Unknown(_) => days,
    }
}

/// How many days after the last one something came back.
pub fn late_days(due: NaiveDate, back: NaiveDate) -> i64 {
    (back - due).num_days().max(0)
}

/// Why a loan stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    NotFound,
    TooOften(i32),
    Awaited,
    Returned,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => write!(out, "there is no such loan"),
            Self::TooOften(times) => write!(out, "renewed {times} times already"),
            Self::Awaited => write!(out, "somebody waits for it"),
            Self::Returned => write!(out, "it has come back"),
        }
    }
}

#[derive(Debug, Default)]
pub struct Loans {
    all: Registry<Loan>,
    open: HashMap<MemberId, BTreeSet<LoanId>>,
}

impl Loans {
    /// Writes a loan down under the next number.
    pub fn lend(
        &mut self,
        barcode: &str,
        member: MemberId,
        lent_at: DateTime<Utc>,
        days: u64,
    ) -> Loan {
        let id = self.all.last_key().unwrap_or(0) + 1;
        self.record(Loan {
            id,
            barcode: barcode.to_string(),
            member,
            lent_at,
            due: lent_at.date_naive() + Days::new(days),
            renewals: 0,
            returned: None,
        })
    }

    /// Takes a loan as it is.
    pub fn record(&mut self, loan: Loan) -> Loan {
        let open = self.open.entry(loan.member).or_default();
        if loan.returned.is_none() {
            open.insert(loan.id);
        } else {
            open.remove(&loan.id);
        }
        self.all.put(loan)
    }

    pub fn get(&self, id: LoanId) -> Option<&Loan> {
        self.all.get(&id)
    }

    pub fn open_count(&self, member: MemberId) -> usize {
        self.open.get(&member).map_or(0, BTreeSet::len)
    }

    /// The loan under which an item is out.
    pub fn out(&self, barcode: &str) -> Option<&Loan> {
        self.all
            .all()
            .find(|loan| loan.barcode == barcode && loan.returned.is_none())
    }

    pub fn give_back(&mut self, barcode: &str, at: DateTime<Utc>) -> Option<Loan> {
        let mut loan = self.out(barcode)?.clone();
        loan.returned = Some(at);
        Some(self.record(loan))
    }

    /// Another period from the last day on; `awaited` tells whether somebody waits for the item.
    pub fn renew(
        &mut self,
        id: LoanId,
        days: u64,
        awaited: impl FnOnce(&Loan) -> bool,
    ) -> Result<Loan, Obstacle> {
        let loan = self.all.get_mut(&id).ok_or(Obstacle::NotFound)?;
        if loan.returned.is_some() {
            return Err(Obstacle::Returned);
        }
        if loan.renewals >= RENEWALS_MAX {
            return Err(Obstacle::TooOften(loan.renewals));
        }
        if awaited(loan) {
            return Err(Obstacle::Awaited);
        }
        loan.renewals += 1;
        loan.due = loan.due + Days::new(days);
        Ok(loan.clone())
    }

    /// Open loans of a member, by number.
    pub fn page(&self, member: MemberId, after: Option<LoanId>, limit: i32) -> Page<Loan, LoanId> {
        let limit = usize::try_from(limit.clamp(1, PAGE_MAX)).unwrap_or(1);
        self.all.page(after.as_ref(), limit, |loan| {
            loan.member == member && loan.returned.is_none()
        })
    }

    /// What should have come back, the longest awaited first.
    pub fn overdue(&self, today: NaiveDate) -> Vec<&Loan> {
        let late = |loan: &&Loan| loan.returned.is_none() && loan.due < today;
        let mut loans: Vec<&Loan> = self.all.all().filter(late).collect();
        loans.sort_by_key(|loan| (loan.due, loan.id));
        loans
    }

    pub fn per_member(&self) -> impl Iterator<Item = (MemberId, u32)> {
        self.all.count_by(|loan| loan.member).into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::fixtures::{at, day};
    use crate::generated::builders::a_loan;

    #[test]
    fn a_period_depends_on_medium_and_member() {
        assert_eq!(loan_days(&Medium::Book, &Category::Adult), 28);
        assert_eq!(loan_days(&Medium::Film, &Category::Institution), 14);
        assert_eq!(loan_days(&Medium::Audiobook, &Category::Senior), 28);
    }

    #[test]
    fn a_loan_goes_out_and_comes_back() {
        let mut loans = Loans::default();
        let loan = loans.lend("b-1", 7, at("2026-03-01"), 28);
        assert_eq!(loan.due, day("2026-03-29"));
        assert_eq!(loans.open_count(7), 1);
        let back = loans.give_back("b-1", at("2026-04-01"));
        assert_eq!(back.map(|loan| loan.id), Some(1));
        assert_eq!(loans.open_count(7), 0);
        assert_eq!(late_days(day("2026-03-29"), day("2026-04-01")), 3);
    }

    #[test]
    fn renewing_has_an_end() {
        let mut loans = Loans::default();
        loans.record(Loan {
            id: 4,
            due: day("2026-03-29"),
            renewals: 2,
            ..a_loan()
        });
        let renewed = loans.renew(4, 7, |_| false).map(|loan| loan.due);
        assert_eq!(renewed, Ok(day("2026-04-05")));
        assert_eq!(loans.renew(4, 7, |_| false), Err(Obstacle::TooOften(3)));
        assert_eq!(loans.renew(5, 7, |_| false), Err(Obstacle::NotFound));
        let words = Obstacle::TooOften(3).to_string();
        assert_eq!(words, "renewed 3 times already");
    }

    #[test]
    fn what_is_late_longest_comes_first() {
        let mut loans = Loans::default();
        for (id, due) in [(1, "2026-03-20"), (2, "2026-03-10"), (3, "2026-04-10")] {
            let due = day(due);
            loans.record(Loan {
                id,
                due,
                ..a_loan()
            });
        }
        let late = loans.overdue(day("2026-03-21"));
        let numbers: Vec<i64> = late.iter().map(|loan| loan.id).collect();
        assert_eq!(numbers, [2, 1]);
    }
}
