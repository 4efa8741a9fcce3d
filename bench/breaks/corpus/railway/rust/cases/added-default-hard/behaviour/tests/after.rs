use dispatch::custom::App;
use dispatch::custom::freight::read_line;
use dispatch::generated::infra::InfraClient;
use dispatch::generated::sales::SalesClient;
use dispatch::generated::{
    ClaimItem, ClaimItemIn, Ctx, FindItems, FindItemsIn, HandIn, HandInIn, Publisher,
};

#[test]
fn an_old_line_is_a_wagon_without_brakes() {
    let wagon = read_line("W-1;22000;42500;14.50;!");
    assert_eq!(wagon.map(|one| (one.brake_kg, one.hazard)), Ok((0, true)));
}

#[tokio::test]
async fn who_does_not_ask_sees_what_has_an_owner() -> anyhow::Result<()> {
    let nowhere = "http://127.0.0.1:9";
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(InfraClient::new(nowhere), SalesClient::new(nowhere), nobody);
    let ctx = Ctx::fresh();
    let hat = HandInIn {
        description: "A hat".to_string(),
        found_on: chrono::NaiveDate::default(),
        train: None,
        tags: Vec::new(),
        worth: None,
    };
    let item = app.hand_in(&ctx, hat).await?;
    let claim = ClaimItemIn {
        id: item.id,
        owner: uuid::Uuid::nil(),
    };
    app.claim_item(&ctx, claim).await?;
    let wanted = |claimed: bool| FindItemsIn {
        word: "hat".to_string(),
        claimed,
        page: 1,
        size: 5,
    };
    assert_eq!(app.find_items(&ctx, wanted(true)).await?.len(), 1);
    assert!(app.find_items(&ctx, wanted(false)).await?.is_empty());
    Ok(())
}
