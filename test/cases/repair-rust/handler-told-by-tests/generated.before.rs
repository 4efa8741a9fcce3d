pub trait FindUser {
    fn find_user(&self, id: u64) -> String;
}
