use lending::custom::holds::{Holds, Wish};
use lending::custom::journal::{Entry, from_line, to_line};
use lending::generated::Hold;
use lending::generated::builders::a_hold;

fn wish(member: i64) -> Wish {
    Wish {
        title: 7,
        member,
        branch: "main".to_string(),
        priority: 0,
    }
}

#[test]
fn holds_have_ids_of_their_own() -> anyhow::Result<()> {
    let mut holds = Holds::default();
    let now = "2026-03-01T12:00:00Z".parse()?;
    let first = holds.place(wish(1), now);
    let second = holds.place(wish(2), "2026-03-02T12:00:00Z".parse()?);
    assert_ne!(
        first.clone().map(|hold| hold.id),
        second.map(|hold| hold.id)
    );
    assert_eq!(holds.place(wish(1), now).err(), first.ok());
    assert_eq!(holds.position(7, 2), Some(2));
    Ok(())
}

#[test]
fn a_written_hold_is_read_again() -> anyhow::Result<()> {
    let id = "6f1c2b7a-3d49-4e4e-9f2b-0a1b2c3d4e5f".parse()?;
    let hold = Hold { id, ..a_hold() };
    let line = to_line(&Entry::Held(hold.clone()));
    assert!(line.starts_with("hold|6f1c2b7a-"));
    assert_eq!(from_line(&line)?, Entry::Held(hold));
    Ok(())
}
