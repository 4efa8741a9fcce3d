//! Letters to people.

use crate::generated::UserProfile;

/// A list has a display name of its own.
pub struct List {
    pub display_name: String,
    pub readers: Vec<UserProfile>,
}

pub fn salutation(user: &UserProfile) -> String {
    format!("Dear {},", user.display_name)
}

pub fn envelope(list: &List) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for UserProfile { display_name, .. } in &list.readers {
        names.push(format!("{} for {display_name}", list.display_name));
    }
    names
}

pub fn subscribe(list: &mut List, id: i32, display_name: &str) {
    let display_name = display_name.to_string();
    list.readers.push(UserProfile { id, display_name });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_user_profile;

    #[test]
    fn letters_name_their_readers() {
        let ada = UserProfile {
            display_name: "Ada".to_string(),
            ..a_user_profile()
        };
        assert_eq!(salutation(&ada), "Dear Ada,");
        assert_eq!(ada.display_name, "Ada");
    }
}
