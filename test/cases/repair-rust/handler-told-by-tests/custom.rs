use crate::generated::FindUser;

pub struct App;

impl FindUser for App {
    fn find_user(&self, id: u64) -> String {
        format!("user {id}")
    }
}
