use dispatch::custom::seats::fee;
use dispatch::custom::timetable::{fits, label};
use dispatch::generated::builders::a_train;
use dispatch::generated::sales::TravelClass;
use dispatch::generated::{Category, Train};

#[test]
fn night_trains_are_trains() {
    let night = Train {
        number: 30_401,
        category: Category::Night,
        ..a_train()
    };
    assert!(label(&night).ends_with(" 30401"));
    assert!(!fits(&Category::Regional, 30_401) && !fits(&Category::Freight, 30_401));
    assert!(fee(&night.category, &TravelClass::Second, false).is_sign_positive());
}
