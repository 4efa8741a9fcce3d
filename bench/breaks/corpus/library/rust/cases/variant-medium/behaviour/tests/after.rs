use lending::custom::fines::{Euros, Tariff};
use lending::custom::loans::loan_days;
use lending::custom::report::medium_sign;
use lending::generated::accounts::Category;
use lending::generated::titles::Medium;

#[test]
fn a_game_is_lent_like_anything_else() {
    let days = loan_days(&Medium::Game, &Category::Adult);
    assert!((1..=60).contains(&days));
    assert_eq!(loan_days(&Medium::Game, &Category::Institution), days * 2);
    let signs: Vec<&str> = [
        Medium::Book,
        Medium::Ebook,
        Medium::Audiobook,
        Medium::Film,
        Medium::Game,
    ]
    .iter()
    .map(medium_sign)
    .collect();
    assert_eq!(signs[..4], ["B", "E", "A", "F"]);
    assert!(!signs[4].is_empty() && !signs[..4].contains(&signs[4]));
    assert!(Tariff::default().overdue(&Medium::Game, 2) > Euros::default());
}
