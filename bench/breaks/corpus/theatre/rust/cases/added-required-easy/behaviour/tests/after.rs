use playhouse::custom::App;
use playhouse::generated::box_office::BoxOfficeClient;
use playhouse::generated::programme::ProgrammeClient;
use playhouse::generated::*;
use rust_decimal::Decimal;

fn app() -> App {
    let nowhere = "http://127.0.0.1:9";
    App::new(
        ProgrammeClient::new(nowhere),
        BoxOfficeClient::new(nowhere),
        Publisher::to(Vec::<String>::new()),
    )
}

#[tokio::test]
async fn a_taking_has_a_shift() -> anyhow::Result<()> {
    let taking = NoteTakingIn {
        till: Till::Bar,
        performance_id: 40,
        amount: Decimal::new(1_250, 2),
        keeper: "Ida".to_string(),
    };
    let noted = app().note_taking(&Ctx::fresh(), taking).await?;
    assert_eq!(noted.keeper, "Ida");
    assert!(["matinee", "evening", "late"].contains(&noted.shift.as_str()));
    Ok(())
}
