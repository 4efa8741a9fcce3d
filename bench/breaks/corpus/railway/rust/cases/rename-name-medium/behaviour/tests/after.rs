use dispatch::custom::seats::fee;
use dispatch::custom::timetable::{fits, label};
use dispatch::generated::builders::a_train;
use dispatch::generated::sales::TravelClass;
use dispatch::generated::{Category, Train};

#[test]
fn intercities_are_what_expresses_were() {
    let train = Train {
        number: 17,
        category: Category::Intercity,
        ..a_train()
    };
    assert_eq!(label(&train), "IC 17");
    assert!(fits(&train.category, 17) && !fits(&train.category, 1_204));
    assert_eq!(
        fee(&train.category, &TravelClass::First, true).to_string(),
        "7.50"
    );
}
