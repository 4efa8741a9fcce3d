use seating::custom::{Evenings, Ushers};
use seating::generated::programme::builders::{a_performance, a_performance_called_off};
use seating::generated::programme::{
    GetPerformanceError, Performance, PerformanceCalledOff, UnknownPerformance,
};
use seating::generated::{
    Allocate, AllocateError, AllocateIn, ClearHouse, Ctx, Occupancy, OccupancyIn, Release,
    ReleaseIn, SoldOut, Turnout,
};

struct Season(Vec<Performance>);

impl Evenings for Season {
    async fn evening(&self, _: &Ctx, id: i32) -> Result<Performance, GetPerformanceError> {
        let found = self.0.iter().find(|performance| performance.id == id);
        found
            .cloned()
            .ok_or_else(|| UnknownPerformance { id }.into())
    }
}

fn ushers() -> Ushers<Season> {
    let play = |id: i32, hall: &str| Performance {
        id,
        hall: hall.to_owned(),
        ..a_performance()
    };
    Ushers::new(Season(vec![play(11, "studio"), play(12, "loft")]))
}

fn party(performance_id: i32, party: i32) -> AllocateIn {
    AllocateIn {
        performance_id,
        party,
        front: true,
    }
}

#[tokio::test]
async fn seats_are_found_and_counted() {
    let (ushers, ctx) = (ushers(), Ctx::fresh());
    let four = ushers.allocate(&ctx, party(11, 4)).await.unwrap();
    assert_eq!(
        (four.performance_id, four.hall.as_str(), four.seats.len()),
        (11, "studio", 4)
    );
    ushers.allocate(&ctx, party(12, 11)).await.unwrap();
    let counts = ushers.occupancy(&ctx, OccupancyIn {}).await.unwrap();
    let expected = [(12, 11), (11, 4)].map(|(performance_id, taken)| Turnout {
        performance_id,
        taken,
    });
    assert_eq!(counts, expected);
}

#[tokio::test]
async fn a_full_house_says_how_many_are_left() {
    let (ushers, ctx) = (ushers(), Ctx::fresh());
    ushers.allocate(&ctx, party(12, 11)).await.unwrap();
    let Err(AllocateError::SoldOut(sold_out)) = ushers.allocate(&ctx, party(12, 2)).await else {
        panic!("only one seat is left");
    };
    let expected = SoldOut {
        performance_id: 12,
        left: 1,
    };
    assert_eq!(sold_out, expected);
}

#[tokio::test]
async fn an_unknown_evening_is_the_caller_s_mistake() {
    match ushers().allocate(&Ctx::fresh(), party(99, 1)).await {
        Err(AllocateError::UnknownPerformance(unknown)) => assert_eq!(unknown.id, 99),
        other => panic!("there is no evening 99: {other:?}"),
    }
}

#[tokio::test]
async fn seats_come_back() {
    let (ushers, ctx) = (ushers(), Ctx::fresh());
    let pair = ushers.allocate(&ctx, party(11, 2)).await.unwrap();
    let input = ReleaseIn {
        performance_id: pair.performance_id,
        seats: pair.seats,
    };
    assert_eq!(ushers.release(&ctx, input.clone()).await.unwrap(), 2);
    let elsewhere = ReleaseIn {
        performance_id: 12,
        ..input
    };
    assert_eq!(ushers.release(&ctx, elsewhere).await.unwrap(), 0);
}

#[tokio::test]
async fn a_called_off_evening_is_cleared() {
    let (ushers, ctx) = (ushers(), Ctx::fresh());
    ushers.allocate(&ctx, party(11, 5)).await.unwrap();
    let event = PerformanceCalledOff {
        performance_id: 11,
        ..a_performance_called_off()
    };
    ushers.clear_house(&ctx, event).await.unwrap();
    assert!(
        ushers
            .occupancy(&ctx, OccupancyIn {})
            .await
            .unwrap()
            .is_empty()
    );
}
