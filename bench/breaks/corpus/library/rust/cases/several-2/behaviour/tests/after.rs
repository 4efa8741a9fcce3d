use lending::custom::holds::{Holds, Wish, words};
use lending::custom::members::mailbox;
use lending::custom::report::medium_sign;
use lending::generated::accounts::Member;
use lending::generated::accounts::builders::a_member;
use lending::generated::titles::Medium;

#[test]
fn videos_are_signed_as_films_were() {
    assert_eq!(medium_sign(&Medium::Video), "F");
}

#[test]
fn a_hold_is_collected_by_a_day() -> anyhow::Result<()> {
    let mut holds = Holds::default();
    let wish = Wish {
        title: 7,
        member: 1,
        branch: "main".to_string(),
        priority: 0,
    };
    assert!(holds.place(wish, "2026-03-01T12:00:00Z".parse()?).is_ok());
    let Some(hold) = holds.promote(7, "2026-03-01".parse()?) else {
        panic!("nobody waits")
    };
    assert_eq!(hold.collect_by, Some("2026-03-08".parse()?));
    assert_eq!(words(&hold), "ready at main until 2026-03-08");
    Ok(())
}

#[test]
fn everybody_is_written_to_by_mail() {
    let member = Member {
        email: "ada@example.org".to_string(),
        ..a_member()
    };
    assert_eq!(mailbox(&member), "mailto:ada@example.org");
}
