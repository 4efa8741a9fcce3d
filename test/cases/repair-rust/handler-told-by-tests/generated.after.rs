pub trait FindUser {
    fn find_user(&self, id: u64) -> String;
}

pub trait CloseUser {
    fn close_user(&self, id: u64);
}
