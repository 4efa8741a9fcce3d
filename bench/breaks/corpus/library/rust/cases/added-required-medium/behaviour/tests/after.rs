use lending::custom::holds::{Holds, Wish};
use lending::custom::journal::{Entry, from_line};

#[test]
fn holds_that_were_written_before_are_read() -> anyhow::Result<()> {
    let entry = from_line("hold|4|7|1|main|2026-03-01T12:00:00+00:00|w|2|")?;
    let Entry::Held(hold) = entry else {
        panic!("it is a hold")
    };
    assert_eq!((hold.id, hold.priority, hold.ready_until), (4, 2, None));
    let mut holds = Holds::default();
    holds.admit(hold);
    let wish = Wish {
        title: 7,
        member: 2,
        branch: "main".to_string(),
        priority: 0,
    };
    let placed = holds.place(wish, "2026-03-01T12:00:00Z".parse()?);
    assert_eq!(
        placed.map(|hold| (hold.id, hold.contact.len() < 1000)),
        Ok((5, true))
    );
    Ok(())
}
