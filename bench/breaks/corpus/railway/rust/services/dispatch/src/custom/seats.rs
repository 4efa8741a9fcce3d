//! Who sits where, and what it costs to be sure of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use crate::generated::sales::{Ticket, TravelClass};
use crate::generated::{Category, Coach, Reservation, SeatPosition, Train, TrainFull, TrainNumber};

/// A seat of a train, as it is written on the slip above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seat {
    pub coach: u32,
    pub number: u32,
}

impl Seat {
    /// Four seats stand in a row, and the outer two have the view.
    pub fn position(self) -> SeatPosition {
        match self.number % 4 {
            0 | 1 => SeatPosition::Window,
            _ => SeatPosition::Aisle,
        }
    }
}

/// What is known of a reservation while it is being made.
#[derive(Debug, Clone)]
pub struct Draft {
    train: TrainNumber,
    ticket: String,
    seat: Option<Seat>,
    fee: Decimal,
}

impl Draft {
    pub fn new(train: TrainNumber, ticket: &str) -> Self {
        Self {
            train,
            ticket: ticket.to_string(),
            seat: None,
            fee: Decimal::ZERO,
        }
    }

    pub fn seat(mut self, seat: Seat) -> Self {
        self.seat = Some(seat);
        self
    }

    pub fn fee(mut self, fee: Decimal) -> Self {
        self.fee = fee;
        self
    }

    fn build(self, id: i64) -> Option<Reservation> {
        let seat = self.seat?;
        Some(Reservation {
            id,
            train: self.train,
            ticket: self.ticket,
            coach: seat.coach,
            seat: seat.number,
            position: seat.position(),
            fee: self.fee,
        })
    }
}

/// All seats that are taken: by train, by coach.
#[derive(Debug, Default)]
pub struct SeatPlan {
    taken: BTreeMap<TrainNumber, BTreeMap<u32, BTreeSet<u32>>>,
    reservations: BTreeMap<i64, Reservation>,
    by_ticket: HashMap<String, Vec<i64>>,
    last: i64,
}

impl SeatPlan {
    /// The first free seat of the ticket's class, of the wished position where there is one.
    pub fn reserve(
        &mut self,
        train: &Train,
        ticket: &Ticket,
        wish: Option<SeatPosition>,
    ) -> Result<Reservation, TrainFull> {
        let full = || TrainFull {
            number: train.number,
        };
        let free = self.free(train, &ticket.class);
        let seat = wish
            .and_then(|wish| free.iter().find(|seat| seat.position() == wish))
            .or(free.first())
            .copied()
            .ok_or_else(full)?;
        self.last += 1;
        let quiet = train
            .formation
            .iter()
            .any(|coach| coach.number == seat.coach && coach.quiet);
        let reservation = Draft::new(train.number, &ticket.number)
            .seat(seat)
            .fee(fee(&train.category, &ticket.class, quiet))
            .build(self.last)
            .ok_or_else(full)?;
        self.write_down(reservation.clone());
        Ok(reservation)
    }

    fn write_down(&mut self, reservation: Reservation) {
        let coaches = self.taken.entry(reservation.train).or_default();
        let seats = coaches.entry(reservation.coach).or_default();
        seats.insert(reservation.seat);
        let ids = self
            .by_ticket
            .entry(reservation.ticket.clone())
            .or_default();
        ids.push(reservation.id);
        self.reservations.insert(reservation.id, reservation);
    }

    fn free(&self, train: &Train, class: &TravelClass) -> Vec<Seat> {
        let taken = self.taken.get(&train.number);
        let is_taken = |coach: u32, seat: u32| {
            taken
                .and_then(|coaches| coaches.get(&coach))
                .is_some_and(|seats| seats.contains(&seat))
        };
        train
            .formation
            .iter()
            .filter(|coach| coach.class == *class)
            .flat_map(|Coach { number, seats, .. }| (1..=*seats).map(move |seat| (*number, seat)))
            .filter(|&(coach, seat)| !is_taken(coach, seat))
            .map(|(coach, number)| Seat { coach, number })
            .collect()
    }

    /// Gives back all that was reserved with a ticket.
    pub fn release(&mut self, ticket: &str) -> Vec<Reservation> {
        let ids = self.by_ticket.remove(ticket).unwrap_or_default();
        let gone: Vec<Reservation> = ids
            .iter()
            .filter_map(|id| self.reservations.remove(id))
            .collect();
        for Reservation {
            train, coach, seat, ..
        } in &gone
        {
            if let Some(seats) = self
                .taken
                .get_mut(train)
                .and_then(|coaches| coaches.get_mut(coach))
            {
                seats.remove(seat);
            }
        }
        gone
    }

    /// The tickets that have a seat on a train, each once.
    pub fn tickets_on(&self, train: TrainNumber) -> BTreeSet<&str> {
        let of_train = self.reservations.values().filter(|one| one.train == train);
        of_train.map(|one| one.ticket.as_str()).collect()
    }

    /// What has been earned with seats, by train.
    pub fn earned(&self) -> BTreeMap<TrainNumber, Decimal> {
        self.reservations
            .values()
            .fold(BTreeMap::new(), |mut sums, one| {
                *sums.entry(one.train).or_default() += one.fee;
                sums
            })
    }
}

/// What a seat costs.
pub fn fee(category: &Category, class: &TravelClass, quiet: bool) -> Decimal {
    let base = match (category, class) {
        (Category::Express, TravelClass::First) => Decimal::new(650, 2),
        (Category::Express, _) => Decimal::new(450, 2),
        (_, TravelClass::First) => Decimal::new(300, 2),
        _ => Decimal::new(200, 2),
    };
    if quiet { base + Decimal::ONE } else { base }
}

/// The slip above a seat.
pub fn slip(reservation: &Reservation) -> String {
    format!(
        "#{:06} train {} coach {} seat {} ({})",
        reservation.id,
        reservation.train,
        reservation.coach,
        reservation.seat,
        reservation.position
    )
}

/// How many people a train can seat.
pub fn capacity(formation: &[Coach]) -> u32 {
    formation.iter().map(|coach| coach.seats).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::samples::{ticket, train};

    #[test]
    fn wishes_are_granted_while_they_can() {
        let mut plan = SeatPlan::default();
        let train = train(17, 9);
        let aisle = plan.reserve(&train, &ticket("T-1"), Some(SeatPosition::Aisle));
        assert_eq!(aisle.map(|one| (one.coach, one.seat)), Ok((2, 2)));
        let any = plan.reserve(&train, &ticket("T-2"), None);
        assert_eq!(any.map(|one| (one.id, one.seat)), Ok((2, 1)));
        let second = plan.reserve(&train, &ticket("T-3"), Some(SeatPosition::Aisle));
        assert_eq!(
            second.map(|one| slip(&one)),
            Ok("#000003 train 17 coach 2 seat 3 (aisle)".to_string())
        );
    }

    #[test]
    fn a_full_train_says_so() {
        let mut plan = SeatPlan::default();
        let train = train(17, 9);
        for turn in 0..4 {
            assert!(
                plan.reserve(&train, &ticket(&format!("T-{turn}")), None)
                    .is_ok()
            );
        }
        let refused = plan.reserve(&train, &ticket("T-9"), None);
        assert_eq!(refused, Err(TrainFull { number: 17 }));
        assert_eq!(capacity(&train.formation), 6);
    }

    #[test]
    fn what_is_given_back_can_be_had_again() {
        let mut plan = SeatPlan::default();
        let train = train(17, 9);
        let first = plan.reserve(&train, &ticket("T-1"), None);
        let seats = |found: &[Reservation]| found.iter().map(|one| one.seat).collect::<Vec<_>>();
        assert_eq!(seats(&plan.release("T-1")), [1]);
        assert!(plan.release("T-1").is_empty());
        let again = plan.reserve(&train, &ticket("T-2"), None);
        assert_eq!(again.map(|one| one.seat), first.map(|one| one.seat));
        assert_eq!(plan.tickets_on(17), BTreeSet::from(["T-2"]));
    }

    #[test]
    fn quiet_costs_a_coin_more() {
        assert_eq!(
            fee(&Category::Express, &TravelClass::Second, true).to_string(),
            "5.50"
        );
        assert_eq!(
            fee(&Category::Regional, &TravelClass::First, false).to_string(),
            "3.00"
        );
        let mut plan = SeatPlan::default();
        let made = plan.reserve(&train(17, 9), &ticket("T-1"), None);
        assert_eq!(
            made.map(|one| one.fee),
            plan.earned().remove(&17).ok_or(TrainFull { number: 17 })
        );
    }
}
