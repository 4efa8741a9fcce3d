use dispatch::custom::timetable::Timetable;
use dispatch::generated::Train;
use dispatch::generated::builders::a_train;

fn train(number: i32, code: Option<&str>) -> Train {
    Train {
        number,
        path_code: code.map(str::to_string),
        ..a_train()
    }
}

#[test]
fn only_paths_that_are_there_are_found() {
    let mut timetable = Timetable::default();
    timetable.put(train(17, Some("P-1")));
    timetable.put(train(18, None));
    timetable.put(train(19, None));
    assert_eq!(timetable.on_path("P-1").map(|train| train.number), Some(17));
    assert!(timetable.on_path("").is_none());
    timetable.put(train(17, None));
    assert!(timetable.on_path("P-1").is_none());
    assert!(timetable.get(18).is_some() && timetable.get(19).is_some());
}
