use playhouse::custom::App;
use playhouse::generated::box_office::{BoxOfficeClient, CustomerMerged};
use playhouse::generated::programme::{Genre, ProgrammeClient};
use playhouse::generated::*;

fn app() -> App {
    let nowhere = "http://127.0.0.1:9";
    App::new(
        ProgrammeClient::new(nowhere),
        BoxOfficeClient::new(nowhere),
        Publisher::to(Vec::<String>::new()),
    )
}

/// A merge of nobody changes nothing, and of two it takes both.
#[tokio::test]
async fn several_customers_become_one() -> anyhow::Result<()> {
    let app = app();
    let ctx = Ctx::fresh();
    for customer_id in [7, 9] {
        let wanted = SubscribeIn {
            customer_id,
            genre: Genre::Drama,
            visits: 3,
        };
        app.subscribe(&ctx, wanted).await?;
    }
    for gone in [Vec::new(), vec![7, 9]] {
        app.merge_customers(&ctx, CustomerMerged { kept: 8, gone })
            .await?;
    }
    let theirs = ListOrdersIn {
        customer_id: 8,
        after: None,
        limit: 20,
    };
    assert!(app.list_orders(&ctx, theirs).await?.is_empty());
    Ok(())
}
