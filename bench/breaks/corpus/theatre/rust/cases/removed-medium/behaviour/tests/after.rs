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
async fn a_taking_is_an_amount_in_a_till() -> anyhow::Result<()> {
    let input = NoteTakingIn {
        till: Till::Cloakroom,
        performance_id: 40,
        amount: Decimal::new(300, 2),
    };
    let expected = Taking {
        till: Till::Cloakroom,
        performance_id: 40,
        amount: Decimal::new(3, 0),
    };
    assert_eq!(app().note_taking(&Ctx::fresh(), input).await?, expected);
    Ok(())
}
