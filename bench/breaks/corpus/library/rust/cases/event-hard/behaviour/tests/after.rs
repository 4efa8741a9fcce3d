use chrono::{DateTime, Utc};
use lending::custom::App;
use lending::custom::holds::Wish;
use lending::custom::shelf::Delivery;
use lending::generated::accounts::AccountsClient;
use lending::generated::titles::{TitlesClient, TitlesMerged};
use lending::generated::{Ctx, MergeTitles, Publisher};

#[tokio::test]
async fn three_records_become_one_title() -> anyhow::Result<()> {
    let nowhere = "http://127.0.0.1:9";
    let app = App::new(
        TitlesClient::new(nowhere),
        AccountsClient::new(nowhere),
        Publisher::to(Vec::<String>::new()),
        DateTime::<Utc>::default,
    );
    for (barcode, title) in [("b-1", 7), ("b-2", 8), ("b-3", 9)] {
        let mut desk = app.desk();
        desk.stock
            .receive(Delivery::of(barcode, title).marked("813 MOR"))?;
        let wish = Wish {
            title,
            member: title,
            branch: "main".to_string(),
            priority: 0,
        };
        assert!(desk.holds.place(wish, DateTime::default()).is_ok());
    }
    let merged = TitlesMerged {
        sources: vec![7, 9],
        target: 8,
    };
    app.merge_titles(&Ctx::fresh(), merged).await?;
    let desk = app.desk();
    assert_eq!(desk.stock.copies(8).count(), 3);
    assert_eq!(desk.holds.waiting(8), 3);
    assert_eq!(desk.stock.copies(9).count(), 0);
    Ok(())
}
