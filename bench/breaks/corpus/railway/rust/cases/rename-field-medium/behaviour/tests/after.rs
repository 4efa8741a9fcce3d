use dispatch::custom::seats::SeatPlan;
use dispatch::generated::builders::{a_coach, a_train};
use dispatch::generated::sales::Ticket;
use dispatch::generated::sales::builders::a_ticket;
use dispatch::generated::{Coach, ReserveSeatIn, Train};

#[test]
fn a_reservation_is_found_by_its_ticket() {
    let wish = ReserveSeatIn {
        ticket: "T-1".to_string(),
        train: 17,
        position: None,
    };
    let ticket = Ticket {
        number: wish.ticket,
        ..a_ticket()
    };
    let coach = Coach {
        class: ticket.class.clone(),
        seats: 1,
        ..a_coach()
    };
    let train = Train {
        number: 17,
        formation: vec![coach],
        ..a_train()
    };
    let mut plan = SeatPlan::default();
    let made = plan.reserve(&train, &ticket, wish.position);
    assert_eq!(made.map(|one| one.ticket_number), Ok("T-1".to_string()));
    assert!(plan.tickets_on(17).contains("T-1"));
    assert_eq!(plan.release("T-1").len(), 1);
}
