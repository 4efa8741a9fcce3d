use lending::custom::holds::{Holds, Wish, words};
use lending::custom::journal::{Entry, from_line, to_line};

fn wish(member: i64) -> Wish {
    Wish {
        title: 7,
        member,
        branch: "main".to_string(),
        priority: 0,
    }
}

#[test]
fn the_time_of_a_hold_is_kept_and_written() -> anyhow::Result<()> {
    let mut holds = Holds::default();
    let late = holds.place(wish(1), "2026-03-02T12:00:00Z".parse()?);
    let early = holds.place(wish(2), "2026-03-01T12:00:00Z".parse()?);
    assert!(late.is_ok());
    assert_eq!(holds.position(7, 2), Some(1));
    let Ok(hold) = early else {
        panic!("nobody waits")
    };
    assert_eq!(hold.queued_at.to_rfc3339(), "2026-03-01T12:00:00+00:00");
    assert_eq!(words(&hold), "waiting since 2026-03-01");
    let line = to_line(&Entry::Held(hold.clone()));
    assert_eq!(line, "hold|2|7|2|main|2026-03-01T12:00:00+00:00|w|0|");
    assert_eq!(from_line(&line)?, Entry::Held(hold));
    Ok(())
}
