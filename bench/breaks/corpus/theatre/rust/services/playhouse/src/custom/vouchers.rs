//! Vouchers: money that was paid ahead.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use crate::generated::{Cents, Voucher, VoucherInvalid};

/// Why a voucher is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejection {
    Malformed,
    Unknown,
    Expired,
    Empty,
}

impl Rejection {
    pub fn about(self, code: &str) -> VoucherInvalid {
        let reason = match self {
            Self::Malformed => "no code of ours",
            Self::Unknown => "never issued",
            Self::Expired => "expired",
            Self::Empty => "spent",
        };
        VoucherInvalid {
            voucher: code.to_string(),
            reason: reason.to_string(),
        }
    }
}

/// A voucher's code: its number, and a digit that catches slips of the pen.
fn code_for(number: u32) -> String {
    format!("V-{number:05}-{}", number % 7)
}

fn number_of(code: &str) -> Result<u32, Rejection> {
    let (number, check) = code
        .strip_prefix("V-")
        .and_then(|rest| rest.split_once('-'))
        .ok_or(Rejection::Malformed)?;
    let number: u32 = number.parse().map_err(|_| Rejection::Malformed)?;
    let check: u32 = check.parse().map_err(|_| Rejection::Malformed)?;
    (number % 7 == check)
        .then_some(number)
        .ok_or(Rejection::Malformed)
}

#[derive(Debug, Default)]
pub struct Vouchers {
    by_number: HashMap<u32, Voucher>,
}

impl Vouchers {
    pub fn issue(
        &mut self,
        worth: Cents,
        giver: Option<String>,
        today: NaiveDate,
        days: u32,
    ) -> Voucher {
        let number = self.by_number.keys().max().map_or(1, |last| last + 1);
        let voucher = Voucher {
            code: code_for(number),
            worth,
            left: worth,
            expires_on: today
                .checked_add_days(Days::new(days.into()))
                .unwrap_or(NaiveDate::MAX),
            giver: giver.filter(|giver| !giver.trim().is_empty()),
        };
        self.by_number.insert(number, voucher.clone());
        voucher
    }

    /// Takes from a voucher what it can give, at most `wanted`.
    pub fn redeem(
        &mut self,
        code: &str,
        wanted: Cents,
        today: NaiveDate,
    ) -> Result<Cents, Rejection> {
        let number = number_of(code)?;
        let voucher = self.by_number.get_mut(&number).ok_or(Rejection::Unknown)?;
        if voucher.expires_on < today {
            return Err(Rejection::Expired);
        }
        if voucher.left == 0 {
            return Err(Rejection::Empty);
        }
        let taken = voucher.left.min(wanted);
        voucher.left -= taken;
        Ok(taken)
    }
}

/// What is printed on a voucher.
pub fn face(voucher: &Voucher) -> String {
    let from = match &voucher.giver {
        Some(giver) => format!(", with love from {giver}"),
        None => String::new(),
    };
    format!(
        "{} · {}.{:02}{from}",
        voucher.code,
        voucher.worth / 100,
        voucher.worth % 100
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_voucher;

    fn today() -> NaiveDate {
        NaiveDate::default()
    }

    #[test]
    fn a_voucher_is_spent_bit_by_bit() {
        let mut vouchers = Vouchers::default();
        let code = vouchers.issue(5_000, None, today(), 30).code;
        assert_eq!(code, "V-00001-1");
        assert_eq!(vouchers.redeem(&code, 3_000, today()), Ok(3_000));
        assert_eq!(vouchers.redeem(&code, 3_000, today()), Ok(2_000));
        assert_eq!(vouchers.redeem(&code, 1, today()), Err(Rejection::Empty));
        let later = today() + Days::new(31);
        assert_eq!(vouchers.redeem(&code, 1, later), Err(Rejection::Expired));
        assert_eq!(
            vouchers.redeem("V-00001-2", 1, today()),
            Err(Rejection::Malformed)
        );
        assert_eq!(
            vouchers.redeem("V-00002-2", 1, today()),
            Err(Rejection::Unknown)
        );
    }

    #[test]
    fn a_face_names_who_gave_it() {
        let voucher = Voucher {
            code: "V-00007-0".to_string(),
            worth: 2_505,
            giver: Some("Vera".to_string()),
            ..a_voucher()
        };
        assert_eq!(face(&voucher), "V-00007-0 · 25.05, with love from Vera");
        let unnamed = Voucher {
            giver: None,
            ..voucher
        };
        assert_eq!(face(&unnamed), "V-00007-0 · 25.05");
    }
}
