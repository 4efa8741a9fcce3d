//! What lateness, damage and loss cost.

use std::collections::HashMap;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::registry::Registry;
use super::{FineId, MemberId};
use crate::generated::titles::{Medium, Title};
use crate::generated::{Fine, FineKind};

/// An amount of money, in euros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Euros(pub Decimal);

impl Euros {
    pub fn cents(cents: i64) -> Self {
        Self(Decimal::new(cents, 2))
    }
}

impl Add for Euros {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Mul<i64> for Euros {
    type Output = Self;
    fn mul(self, times: i64) -> Self {
        Self(self.0 * Decimal::from(times))
    }
}

impl Sum for Euros {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Euros {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:.2} €", self.0)
    }
}

/// What a day costs, by medium; what is not named costs the rest.
#[derive(Debug)]
pub struct Tariff {
    daily: HashMap<Medium, Euros>,
    rest: Euros,
    most: Euros,
}

impl Default for Tariff {
    fn default() -> Self {
        let daily = [
            (Medium::Book, 25),
            (Medium::Audiobook, 30),
            (Medium::Film, 100),
        ];
        Self {
            daily: daily
                .into_iter()
                .map(|(medium, cents)| (medium, Euros::cents(cents)))
                .collect(),
            rest: Euros::cents(10),
            most: Euros::cents(1500),
        }
    }
}

impl Tariff {
    pub fn overdue(&self, medium: &Medium, late_days: i64) -> Euros {
        let daily = self.daily.get(medium).copied().unwrap_or(self.rest);
        (daily * late_days).min(self.most)
    }

    /// What is asked for, by the kind of the fine.
    pub fn amount(&self, kind: &FineKind, title: &Title, late_days: i64) -> Euros {
        let price = Euros(title.replacement);
        match kind {
            FineKind::Overdue => self.overdue(&title.medium, late_days),
            FineKind::Damage => Euros((price.0 / Decimal::TWO).round_dp(2)),
            FineKind::Loss => price + Euros::cents(500),
            FineKind::Unknown(_) => Euros::default(),
        }
    }
}

#[derive(Debug, Default)]
pub struct Fines {
    all: Registry<Fine>,
}

impl Fines {
    pub fn raise(
        &mut self,
        member: MemberId,
        kind: FineKind,
        amount: Euros,
        day: NaiveDate,
    ) -> Option<Fine> {
        if amount == Euros::default() {
            return None;
        }
        let id = self.all.last_key().unwrap_or(0) + 1;
        Some(self.all.put(Fine {
            id,
            member,
            kind,
            amount: amount.0,
            day,
            paid: false,
            note: None,
        }))
    }

    pub fn get(&self, id: FineId) -> Option<&Fine> {
        self.all.get(&id)
    }

    pub fn settle(&mut self, id: FineId, receipt: &str) -> Option<Fine> {
        let fine = self.all.get_mut(&id)?;
        fine.paid = true;
        fine.note = Some(format!("receipt {receipt}"));
        Some(fine.clone())
    }

    /// What a member owes.
    pub fn balance(&self, member: MemberId) -> Euros {
        let open = |fine: &&Fine| fine.member == member && !fine.paid;
        self.all
            .all()
            .filter(open)
            .map(|fine| Euros(fine.amount))
            .sum()
    }

    pub fn of(&self, member: MemberId) -> Vec<&Fine> {
        let mut fines: Vec<&Fine> = self
            .all
            .all()
            .filter(|fine| fine.member == member)
            .collect();
        fines.sort_by(|a, b| b.amount.cmp(&a.amount).then(a.day.cmp(&b.day)));
        fines
    }
}

/// The line of a fine on a member's bill.
pub fn bill_line(fine: &Fine) -> String {
    let what = match fine.kind {
        FineKind::Overdue => "came late",
        FineKind::Damage => "was damaged",
        FineKind::Loss => "was lost",
        FineKind::Unknown(_) => "other",
    };
    let note = fine.note.as_deref().unwrap_or("open");
    format!("{} {what}: {} ({note})", fine.day, Euros(fine.amount))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::fixtures::{a_film, day};

    #[test]
    fn lateness_costs_by_the_day_up_to_a_limit() {
        let tariff = Tariff::default();
        assert_eq!(tariff.overdue(&Medium::Book, 3), Euros::cents(75));
        assert_eq!(tariff.overdue(&Medium::Film, 40), Euros::cents(1500));
        assert_eq!(tariff.overdue(&Medium::Ebook, 4), Euros::cents(40));
    }

    #[test]
    fn loss_costs_more_than_damage() {
        let tariff = Tariff::default();
        let film = a_film();
        assert_eq!(
            tariff.amount(&FineKind::Damage, &film, 0),
            Euros::cents(1000)
        );
        assert_eq!(tariff.amount(&FineKind::Loss, &film, 0), Euros::cents(2499));
    }

    #[test]
    fn what_is_paid_is_not_owed() {
        let mut fines = Fines::default();
        let day = day("2026-03-01");
        fines.raise(7, FineKind::Overdue, Euros::cents(75), day);
        fines.raise(7, FineKind::Loss, Euros::cents(2500), day);
        assert!(
            fines
                .raise(7, FineKind::Damage, Euros::default(), day)
                .is_none()
        );
        assert_eq!(fines.balance(7), Euros::cents(2575));
        let paid = fines.settle(1, "r-9");
        assert_eq!(fines.balance(7).to_string(), "25.00 €");
        let line = paid.as_ref().map(bill_line);
        assert_eq!(
            line.as_deref(),
            Some("2026-03-01 came late: 0.75 € (receipt r-9)")
        );
        assert_eq!(fines.of(7).first().map(|fine| fine.id), Some(2));
    }
}
