use std::time::Duration;

use chrono::NaiveDate;
use lending::custom::calendar::{Calendar, clock_time};
use lending::generated::builders::a_branch;
use lending::generated::{Branch, Hours};

fn span(opens: &str, closes: &str) -> anyhow::Result<Hours> {
    Ok(Hours {
        opens: clock_time(opens)?,
        closes: clock_time(closes)?,
    })
}

#[test]
fn at_noon_the_doors_are_shut() -> anyhow::Result<()> {
    let day: NaiveDate = "2026-03-08".parse()?;
    let spans = vec![span("09:00", "12:00")?, span("15:00", "18:30")?];
    let calendar = Calendar::new(Branch {
        opening: [(day, spans)].into(),
        closed: Vec::new(),
        ..a_branch()
    });
    for (time, open) in [
        ("09:00", true),
        ("13:00", false),
        ("16:00", true),
        ("19:00", false),
    ] {
        let at = format!("2026-03-08T{time}:00Z").parse()?;
        assert_eq!(calendar.is_open(at), open, "{time}");
    }
    assert_eq!(calendar.next_open(day), day);
    let week = Duration::from_secs((13 + 10 + 4 * 18 + 8) * 1800);
    assert_eq!(calendar.week_total(day), week);
    let sign = calendar.door_sign(day);
    assert!(sign[0].contains("09:00-12:00") && sign[0].contains("15:00-18:30"));
    assert_eq!(sign[1], "Mon 14:00-19:00");
    Ok(())
}
