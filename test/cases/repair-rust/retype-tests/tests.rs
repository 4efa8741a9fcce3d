//! The directory from outside; package `retype-tests`.

use retype_tests::custom::Directory;
use retype_tests::generated::UserProfile;

const ADA: i32 = 7;

fn ada() -> UserProfile {
    UserProfile {
        id: ADA,
        email: "7".to_string(),
        login_count: 7,
    }
}

#[test]
fn one_is_found() {
    let directory = Directory::with(vec![ada()]);
    assert_eq!(directory.ids(), vec![ADA]);
    assert_eq!(directory.len(), 1);
    let user = ada();
    assert!(user.id == 7 && user.login_count == 7);
    assert_ne!(user.id, 8, "7 is not 8");
}
