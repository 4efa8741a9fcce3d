//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct UserProfile {
    pub id: i32,
    pub full_name: String,
}

pub trait GetUser: Send + Sync + 'static {
    fn get_user(&self, id: i32) -> Option<UserProfile>;
}

pub trait CloseUser: Send + Sync + 'static {
    fn close_user(&self, id: i32) -> bool;
}

pub trait Users: GetUser + CloseUser {}
impl<T: GetUser + CloseUser> Users for T {}

pub fn router(app: impl Users) -> usize {
    usize::from(app.get_user(1).is_some())
}
