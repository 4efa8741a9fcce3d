//! Letters to people.

use crate::generated::UserProfile;

/// A list has a display name of its own.
pub struct List {
    pub display_name: String,
    pub readers: Vec<UserProfile>,
}

pub fn salutation(user: &UserProfile) -> String {
    format!("Dear {},", user.full_name)
}

pub fn envelope(list: &List) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for UserProfile {
        full_name: display_name,
        ..
    } in &list.readers
    {
        names.push(format!("{} for {display_name}", list.display_name));
    }
    names
}

pub fn subscribe(list: &mut List, id: i32, display_name: &str) {
    let display_name = display_name.to_string();
    list.readers.push(UserProfile {
        id,
        full_name: display_name,
        display_name: "".to_string(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_user_profile;

    #[test]
    fn letters_name_their_readers() {
        let ada = UserProfile {
            full_name: "Ada".to_string(),
            ..a_user_profile()
        };
        assert_eq!(salutation(&ada), "Dear Ada,");
        assert_eq!(ada.full_name, "Ada");
    }
}
