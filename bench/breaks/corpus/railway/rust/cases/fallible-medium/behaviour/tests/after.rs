use dispatch::custom::seats::SeatPlan;
use dispatch::generated::builders::a_train;
use dispatch::generated::sales::builders::a_ticket;
use dispatch::generated::{ReserveSeatError, Train};

#[test]
fn a_train_without_coaches_has_no_seat() {
    let train = Train {
        formation: Vec::new(),
        ..a_train()
    };
    assert!(
        SeatPlan::default()
            .reserve(&train, &a_ticket(), None)
            .is_err()
    );
}

#[test]
fn two_answers_are_left() {
    let name = |error: ReserveSeatError| match error {
        ReserveSeatError::TrainNotFound(_) => "unknown",
        ReserveSeatError::Internal(_) => "broken",
    };
    assert_eq!(name(anyhow::anyhow!("odd").into()), "broken");
}
