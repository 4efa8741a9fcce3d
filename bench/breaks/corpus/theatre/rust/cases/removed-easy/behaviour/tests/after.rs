use playhouse::custom::App;
use playhouse::generated::box_office::BoxOfficeClient;
use playhouse::generated::programme::Genre;
use playhouse::generated::programme::ProgrammeClient;
use playhouse::generated::*;

fn app() -> App {
    let nowhere = "http://127.0.0.1:9";
    App::new(
        ProgrammeClient::new(nowhere),
        BoxOfficeClient::new(nowhere),
        Publisher::to(Vec::<String>::new()),
    )
}

#[tokio::test]
async fn a_subscription_has_visits_and_no_end() -> anyhow::Result<()> {
    let wanted = SubscribeIn {
        customer_id: 7,
        genre: Genre::Drama,
        visits: 3,
    };
    let made = app().subscribe(&Ctx::fresh(), wanted).await?;
    let expected = Subscription {
        id: 1,
        customer_id: 7,
        genre: Genre::Drama,
        visits_left: 3,
        discount: playhouse::custom::pricing::subscriber_discount(&Genre::Drama),
    };
    assert_eq!(made, expected);
    Ok(())
}
