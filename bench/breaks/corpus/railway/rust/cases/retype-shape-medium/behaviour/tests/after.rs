use std::collections::BTreeMap;

use dispatch::custom::seats::{SeatPlan, capacity};
use dispatch::generated::builders::{a_coach, a_train};
use dispatch::generated::sales::builders::a_ticket;
use dispatch::generated::sales::{Ticket, TravelClass};
use dispatch::generated::{Coach, Train};

#[test]
fn seats_are_found_in_all_coaches() {
    let coach = |number: u32| Coach {
        number,
        class: TravelClass::Second,
        seats: 1,
        ..a_coach()
    };
    let train = Train {
        formation: BTreeMap::from([(7, coach(7)), (9, coach(9))]),
        ..a_train()
    };
    assert_eq!(capacity(&train.formation), 2);
    let ticket = Ticket {
        class: TravelClass::Second,
        ..a_ticket()
    };
    let mut plan = SeatPlan::default();
    let mut seat = || {
        plan.reserve(&train, &ticket, None)
            .map(|one| (one.coach, one.seat))
    };
    assert_eq!(
        (seat().ok(), seat().ok(), seat().ok()),
        (Some((7, 1)), Some((9, 1)), None)
    );
}
