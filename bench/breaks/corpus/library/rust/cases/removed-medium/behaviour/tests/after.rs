use lending::custom::lists::{entry, newest};
use lending::generated::titles::Title;
use lending::generated::titles::builders::a_title;

#[test]
fn the_newest_comes_first() -> anyhow::Result<()> {
    let year = |id: i64, day: &str| -> anyhow::Result<Title> {
        Ok(Title {
            id,
            name: "Walks".to_string(),
            creators: Vec::new(),
            published: day.parse()?,
            pages: Some(9),
            ..a_title()
        })
    };
    let order = newest(
        vec![
            year(1, "1999-01-01")?,
            year(2, "2020-01-01")?,
            year(3, "2005-01-01")?,
        ],
        2,
    );
    let ids: Vec<i64> = order.iter().map(|title| title.id).collect();
    assert_eq!(ids, [2, 3]);
    assert_eq!(
        order.first().map(entry).as_deref(),
        Some("anonymous: Walks (2020, 9 p.)")
    );
    Ok(())
}
