use dispatch::custom::seats::SeatPlan;
use dispatch::generated::builders::{a_coach, a_train};
use dispatch::generated::sales::builders::a_ticket;
use dispatch::generated::{Coach, Train};

#[test]
fn nobody_has_a_bike_who_did_not_say_so() {
    let ticket = a_ticket();
    let coach = Coach {
        class: ticket.class.clone(),
        seats: 1,
        ..a_coach()
    };
    let train = Train {
        formation: vec![coach],
        ..a_train()
    };
    let made = SeatPlan::default().reserve(&train, &ticket, None);
    assert_eq!(made.map(|one| (one.seat, one.bikes)), Ok((1, 0)));
}
