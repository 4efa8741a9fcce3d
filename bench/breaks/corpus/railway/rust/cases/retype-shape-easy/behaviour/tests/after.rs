use dispatch::custom::seats::SeatPlan;
use dispatch::generated::builders::a_train;
use dispatch::generated::sales::builders::a_ticket;
use dispatch::generated::sales::{Ticket, TravelClass};
use dispatch::generated::{Category, Coach, Noise, Train};

fn fee(quiet: Noise) -> Option<String> {
    let train = Train {
        category: Category::Express,
        formation: vec![Coach {
            number: 1,
            class: TravelClass::Second,
            seats: 1,
            quiet,
        }],
        ..a_train()
    };
    let ticket = Ticket {
        class: TravelClass::Second,
        ..a_ticket()
    };
    let made = SeatPlan::default().reserve(&train, &ticket, None);
    made.ok().map(|one| one.fee.to_string())
}

#[test]
fn silence_costs_more_than_noise() {
    assert_eq!(fee(Noise::Silent).as_deref(), Some("5.50"));
    assert_eq!(fee(Noise::Lively).as_deref(), Some("4.50"));
}
