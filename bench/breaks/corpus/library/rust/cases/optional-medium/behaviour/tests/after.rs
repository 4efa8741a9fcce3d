use lending::custom::lists::entry;
use lending::generated::titles::Title;
use lending::generated::titles::builders::a_title;

#[test]
fn a_title_is_listed_with_its_pages() -> anyhow::Result<()> {
    let title = Title {
        name: "Walks".to_string(),
        creators: Vec::new(),
        published: "1999-01-01".parse()?,
        pages: 12,
        ..a_title()
    };
    assert_eq!(entry(&title), "anonymous: Walks (1999, 12 p.)");
    Ok(())
}
