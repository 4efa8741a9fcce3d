use dispatch::custom::lost::Office;
use dispatch::generated::HandInIn;

#[test]
fn who_found_it_is_kept() -> anyhow::Result<()> {
    let mut office = Office::default();
    let item = office.take(HandInIn {
        finder: "Grace".to_string(),
        description: "A hat".to_string(),
        found_on: chrono::NaiveDate::default(),
        train: None,
        tags: Vec::new(),
        worth: None,
    });
    assert_eq!(item.finder, "Grace");
    let again = Office::load(&office.save()?)?;
    assert_eq!(again.find("hat", 1, 5)[0].finder, "Grace");
    Ok(())
}
