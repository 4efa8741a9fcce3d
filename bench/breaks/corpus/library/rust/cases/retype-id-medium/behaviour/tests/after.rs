use lending::custom::lists::Lists;
use serde_json::json;

#[test]
fn each_list_has_a_text_of_its_own() {
    let mut lists = Lists::default();
    let first = lists.save(7, "summer", vec![3, 1, 3]);
    let other = lists.save(8, "summer", vec![2]);
    let id: &str = &first.id;
    assert!(!id.is_empty());
    assert_ne!(id, other.id);
    let again = lists.save(7, "summer", vec![4]);
    assert_eq!(again.id, id);
    assert_eq!(
        lists.export(7),
        json!([{ "name": "summer", "titles": [4], "shared": false }])
    );
}
