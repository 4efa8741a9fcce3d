use handler_told_by_tests::custom::App;
use handler_told_by_tests::generated::{CloseUser, FindUser};

fn handled<T: CloseUser + FindUser>(_: T) {}

#[test]
fn is_handled() {
    handled(App);
}
