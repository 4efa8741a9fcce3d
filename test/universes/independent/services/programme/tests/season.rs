use programme::custom::Office;
use programme::generated::{
    CallOff, CallOffError, CallOffIn, Ctx, GetPerformance, GetPerformanceIn, GetProduction,
    GetProductionError, GetProductionIn, ListPerformances, ListPerformancesIn, Performance,
    Publisher, Schedule, ScheduleError, ScheduleIn, UnknownPerformance,
};
use serde_json::json;

fn office() -> Office {
    Office::new(Publisher::to(Vec::<String>::new()))
}

async fn schedule(office: &Office, hall: &str, day: u8) -> Result<Performance, ScheduleError> {
    let input = ScheduleIn {
        production_id: 2,
        hall: hall.to_owned(),
        starts_at: format!("2026-05-{day:02}T18:00:00Z").parse().unwrap(),
        price_cents: 900,
    };
    office.schedule(&Ctx::fresh(), input).await
}

#[tokio::test]
async fn an_evening_is_scheduled_and_found() {
    let office = office();
    let made = schedule(&office, "main", 4).await.unwrap();
    assert_eq!(made.id, 101);
    let input = GetPerformanceIn { id: 101 };
    let found = office.get_performance(&Ctx::fresh(), input).await.unwrap();
    assert_eq!(found, made);
    let written = json!({
        "id": 101,
        "productionId": 2,
        "hall": "main",
        "startsAt": "2026-05-04T18:00:00Z",
        "priceCents": "900",
    });
    assert_eq!(serde_json::to_value(&found).unwrap(), written);
}

#[tokio::test]
async fn the_same_hall_twice_names_who_has_it() {
    let office = office();
    schedule(&office, "main", 4).await.unwrap();
    match schedule(&office, "main", 4).await {
        Err(ScheduleError::HallTaken(taken)) => {
            assert_eq!((taken.hall.as_str(), taken.by), ("main", 101))
        }
        other => panic!("the hall is taken: {other:?}"),
    }
}

#[tokio::test]
async fn a_season_is_listed_up_to_a_limit() {
    let office = office();
    for day in [9, 4, 6] {
        schedule(&office, "studio", day).await.unwrap();
    }
    let input = ListPerformancesIn {
        production_id: 2,
        limit: 2,
    };
    let listed = office
        .list_performances(&Ctx::fresh(), input)
        .await
        .unwrap();
    let ids: Vec<_> = listed.into_iter().map(|it| it.id).collect();
    assert_eq!(ids, vec![102, 103]);
}

#[tokio::test]
async fn nobody_calls_off_what_is_not_played() {
    let office = office();
    let input = CallOffIn {
        id: 7,
        reason: "the tenor has a cold".to_owned(),
    };
    let refused = office.call_off(&Ctx::fresh(), input).await.unwrap_err();
    assert!(matches!(
        refused,
        CallOffError::UnknownPerformance(UnknownPerformance { id: 7 })
    ));
}

#[tokio::test]
async fn productions_have_numbers_of_their_own() {
    let office = office();
    let input = GetProductionIn { id: 4 };
    let play = office.get_production(&Ctx::fresh(), input).await.unwrap();
    assert_eq!((play.id, play.minutes), (4, 49));
    let missing = office
        .get_production(&Ctx::fresh(), GetProductionIn { id: 101 })
        .await;
    assert!(matches!(missing, Err(GetProductionError::UnknownProduction(it)) if it.id == 101));
}
