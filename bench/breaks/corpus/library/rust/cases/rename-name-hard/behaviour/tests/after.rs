use lending::custom::holds::{Holds, Wish};
use lending::custom::journal::{Entry, from_line};
use lending::generated::builders::a_reservation;
use lending::generated::{HoldState, Reservation};

#[test]
fn a_reservation_is_placed_and_collected() -> anyhow::Result<()> {
    let mut holds = Holds::default();
    let wish = Wish {
        title: 7,
        member: 1,
        branch: "main".to_string(),
        priority: 2,
    };
    let placed: Result<Reservation, Reservation> =
        holds.place(wish, "2026-03-01T12:00:00Z".parse()?);
    assert_eq!(
        placed.map(|one| (one.id, one.state)),
        Ok((1, HoldState::Waiting))
    );
    holds.admit(Reservation {
        id: 9,
        title: 7,
        member: 2,
        priority: 5,
        ..a_reservation()
    });
    assert_eq!(holds.position(7, 1), Some(2));
    Ok(())
}

#[test]
fn lines_of_holds_are_read_as_before() -> anyhow::Result<()> {
    let entry = from_line("hold|4|7|1|main|2026-03-01T12:00:00+00:00|r|0|2026-03-08")?;
    let Entry::Held(held) = entry else {
        panic!("it is a hold")
    };
    let reservation: Reservation = held;
    assert_eq!((reservation.id, reservation.state), (4, HoldState::Ready));
    Ok(())
}
