//! Who is supplied, where, and by which tariff.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::generated::{
    BadIban, Channel, Contract, ContractNotFound, ContractPage, ContractStatus, ListContractsIn,
    MeterTaken, SignContractIn,
};

/// The most that a page holds, whatever was asked for.
const PAGE_MAX: i32 = 100;

const FOUR_WEEKS: Duration = Duration::from_secs(28 * 24 * 3600);

type Change<'a> = &'a dyn Fn(&mut Contract);

#[derive(Debug, Default)]
pub struct ContractBook {
    all: BTreeMap<i64, Contract>,
    by_meter: HashMap<i32, i64>,
    last: i64,
}

impl ContractBook {
    /// Writes a contract down under the next number, unless its meter has one.
    pub fn sign(&mut self, draft: Draft) -> Result<Contract, MeterTaken> {
        if let Some(&contract_id) = self.by_meter.get(&draft.meter_id) {
            return Err(MeterTaken {
                meter_id: draft.meter_id,
                contract_id,
            });
        }
        self.last += 1;
        let contract = draft.into_contract(self.last);
        self.by_meter.insert(contract.meter_id, contract.id);
        self.all.insert(contract.id, contract.clone());
        Ok(contract)
    }

    pub fn get(&self, id: i64) -> Result<&Contract, ContractNotFound> {
        self.all.get(&id).ok_or(ContractNotFound { id })
    }

    /// The contract of a meter.
    pub fn of_meter(&self, meter_id: i32) -> Option<&Contract> {
        self.by_meter.get(&meter_id).and_then(|id| self.all.get(id))
    }

    fn change(&mut self, id: i64, change: Change<'_>) -> Result<Contract, ContractNotFound> {
        let contract = self.all.get_mut(&id).ok_or(ContractNotFound { id })?;
        change(contract);
        Ok(contract.clone())
    }

    /// Ends a contract on a day; the meter is free again.
    pub fn end(&mut self, id: i64, on: NaiveDate) -> Result<Contract, ContractNotFound> {
        let ended = self.change(id, &|contract| {
            contract.status = ContractStatus::Ended;
            contract.ends_on = Some(on);
        })?;
        self.by_meter.remove(&ended.meter_id);
        Ok(ended)
    }

    /// A contract follows its place to another meter.
    pub fn rewire(&mut self, old: i32, new: i32) -> Option<i64> {
        let id = self.by_meter.remove(&old)?;
        self.by_meter.insert(new, id);
        let moved = self.change(id, &|contract| contract.meter_id = new);
        moved.ok().map(|contract| contract.id)
    }

    /// Suspends contracts whose meters are dark, and wakes the others.
    pub fn suspend(&mut self, dark: impl Fn(i32) -> bool) -> Vec<i64> {
        let mut suspended = Vec::new();
        for contract in self.all.values_mut() {
            match contract.status {
                ContractStatus::Active if dark(contract.meter_id) => {
                    contract.status = ContractStatus::Suspended;
                    suspended.push(contract.id);
                }
                ContractStatus::Suspended if !dark(contract.meter_id) => {
                    contract.status = ContractStatus::Active;
                }
                _ => {}
            }
        }
        suspended
    }

    /// Contracts by their number, behind the one that `after` names.
    pub fn page(&self, wanted: &ListContractsIn) -> ContractPage {
        let limit = wanted.limit.clamp(1, PAGE_MAX) as usize;
        let after = wanted
            .after
            .as_deref()
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        let mut found = self
            .all
            .range(after + 1..)
            .map(|(_, contract)| contract)
            .filter(|contract| {
                wanted
                    .status
                    .as_ref()
                    .is_none_or(|status| *status == contract.status)
            });
        let contracts: Vec<Contract> = found.by_ref().take(limit).cloned().collect();
        let next = match contracts.last() {
            Some(last) if found.next().is_some() => Some(last.id.to_string()),
            _ => None,
        };
        ContractPage { contracts, next }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Contract> {
        self.all.values()
    }
}

/// A contract before it has a number.
#[derive(Debug, Clone)]
pub struct Draft {
    pub meter_id: i32,
    customer: String,
    tariff: String,
    starts_on: NaiveDate,
    deposit: Decimal,
    iban: Option<String>,
    channel: Channel,
    tags: BTreeMap<String, String>,
}

impl Draft {
    pub fn of(input: SignContractIn) -> Result<Self, BadIban> {
        let iban = input.iban.map(|iban| checked_iban(&iban)).transpose()?;
        Ok(Self {
            meter_id: input.meter_id,
            customer: input.customer,
            tariff: input.tariff,
            starts_on: input.starts_on,
            deposit: Decimal::ZERO,
            iban,
            channel: input.channel,
            tags: BTreeMap::new(),
        })
    }

    /// What is paid in advance: nothing where the bank pays every month.
    pub fn with_deposit(mut self, monthly: Decimal) -> Self {
        self.deposit = match self.iban {
            Some(_) => Decimal::ZERO,
            None => monthly * Decimal::from(2),
        };
        self
    }

    pub fn tagged(mut self, key: &str, value: impl Into<String>) -> Self {
        self.tags.insert(key.to_string(), value.into());
        self
    }

    fn into_contract(self, id: i64) -> Contract {
        Contract {
            id,
            customer: self.customer,
            meter_id: self.meter_id,
            tariff: self.tariff,
            status: ContractStatus::Active,
            starts_on: self.starts_on,
            ends_on: None,
            notice: FOUR_WEEKS,
            deposit: self.deposit,
            iban: self.iban,
            channel: self.channel,
            tags: self.tags,
        }
    }
}

/// An IBAN without its blanks: two letters, two digits, and up to thirty more of both.
fn checked_iban(text: &str) -> Result<String, BadIban> {
    let iban: String = text.split_whitespace().collect();
    let bytes = iban.as_bytes();
    let good = (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(u8::is_ascii_alphanumeric);
    if good {
        Ok(iban)
    } else {
        Err(BadIban {
            iban: text.to_string(),
        })
    }
}

/// `#12 Ada (HOME-26)`, as it stands on an envelope.
pub fn envelope(contract: &Contract) -> String {
    let Contract {
        id,
        customer,
        tariff,
        ..
    } = contract;
    format!("#{id} {customer} ({tariff})")
}

/// What the call centre sees of a contract.
pub fn card(contract: &Contract) -> Value {
    json!({
        "id": contract.id,
        "customer": contract.customer,
        "status": contract.status,
        "paysByBank": contract.iban.is_some(),
        "noticeDays": contract.notice.as_secs() / 86_400,
        "tags": contract.tags,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn wish(customer: &str, meter_id: i32, iban: Option<&str>) -> SignContractIn {
        SignContractIn {
            customer: customer.to_string(),
            meter_id,
            tariff: "HOME-26".to_string(),
            starts_on: day("2026-01-01"),
            iban: iban.map(str::to_string),
            channel: Channel::Email,
        }
    }

    fn book(meters: &[i32]) -> ContractBook {
        let mut book = ContractBook::default();
        for &meter_id in meters {
            let draft = Draft::of(wish("Ada", meter_id, None)).expect("no bank, no harm");
            book.sign(draft).expect("a free meter");
        }
        book
    }

    #[test]
    fn a_meter_has_one_contract() {
        let mut book = book(&[7]);
        let again = Draft::of(wish("Bob", 7, None)).expect("no bank, no harm");
        let taken = book.sign(again.clone()).map_err(|taken| taken.contract_id);
        assert_eq!(taken.map(|contract| contract.id), Err(1));
        book.end(1, day("2026-06-30")).expect("it stands");
        assert_eq!(book.sign(again).map(|contract| contract.id).ok(), Some(2));
        assert_eq!(
            book.get(1).map(|contract| contract.ends_on).ok(),
            Some(Some(day("2026-06-30")))
        );
        assert!(book.get(3).is_err());
    }

    #[test]
    fn pages_follow_each_other() {
        let book = book(&[7, 8, 9]);
        let page = |after: Option<String>| {
            book.page(&ListContractsIn {
                status: Some(ContractStatus::Active),
                limit: 2,
                after,
            })
        };
        let first = page(None);
        assert_eq!(first.next.as_deref(), Some("2"));
        let second = page(first.next);
        let ids: Vec<i64> = second
            .contracts
            .iter()
            .map(|contract| contract.id)
            .collect();
        assert_eq!(ids, [3]);
        assert_eq!(second.next, None);
    }

    #[test]
    fn a_bank_saves_the_deposit() {
        let monthly = Decimal::new(4000, 2);
        let deposit = |iban: Option<&str>| {
            Draft::of(wish("Ada", 7, iban)).map(|draft| draft.with_deposit(monthly).deposit)
        };
        assert_eq!(deposit(None), Ok(Decimal::from(80)));
        assert_eq!(
            deposit(Some("DE89 3704 0044 0532 0130 00")),
            Ok(Decimal::ZERO)
        );
        assert_eq!(
            deposit(Some("8937")).map_err(|bad| bad.iban),
            Err("8937".to_string())
        );
    }

    #[test]
    fn dark_meters_suspend() {
        let mut book = book(&[7, 8]);
        assert_eq!(book.suspend(|meter_id| meter_id == 8), [2]);
        assert_eq!(
            book.of_meter(8).map(|contract| contract.status.clone()),
            Some(ContractStatus::Suspended)
        );
        assert!(book.suspend(|_| false).is_empty());
        assert_eq!(book.rewire(8, 18), Some(2));
        assert!(book.of_meter(8).is_none());
    }

    #[test]
    fn an_envelope_and_a_card() {
        let book = book(&[7]);
        let contract = book.get(1).expect("it stands");
        assert_eq!(envelope(contract), "#1 Ada (HOME-26)");
        let card = card(contract);
        assert_eq!(card["status"], "active");
        assert_eq!(card["noticeDays"], 28);
        assert_eq!(card["paysByBank"], false);
    }
}
