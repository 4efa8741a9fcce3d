//! Who may come in.

use crate::generated::{ListUsersIn, UserProfile};

/// A guest is nobody's account.
#[derive(Debug)]
pub struct Guest {
    pub id: i32,
    pub name: String,
}

pub fn guest(id: i32) -> Guest {
    Guest { id, name: "guest".to_string() }
}

pub fn open(id: i32, name: &str) -> UserProfile {
    UserProfile {
        id,
        name: name.to_string(),
        locale: "en".to_string(),
    }
}

pub fn promote(guest: Guest) -> UserProfile {
    let Guest { id, name } = guest;
    UserProfile {
        id,
        name,
        locale: "en".to_string(),
    }
}

pub fn first_page(input: Option<ListUsersIn>) -> ListUsersIn {
    input.unwrap_or(ListUsersIn { limit: 20, page: 1 })
}

pub fn size(input: ListUsersIn) -> usize {
    let ListUsersIn { limit, .. } = input;
    usize::try_from(limit).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_user_profile;

    #[test]
    fn guests_become_people() {
        let expected = UserProfile {
            id: 3,
            name: "guest".to_string(),
            locale: "en".to_string(),
        };
        assert_eq!(promote(guest(3)), expected);
        assert_eq!(a_user_profile(), UserProfile { name: "name".to_string(), ..a_user_profile() });
        assert_eq!(size(first_page(None)), 20);
        assert_eq!(vec![open(1, "Ada")], [UserProfile {
            id: 1, // the first
            name: "Ada".to_string(), // no comma here
            locale: "en".to_string(),
        }]);
    }
}
