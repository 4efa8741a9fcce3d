use handler_told_by_tests::custom::App;
use handler_told_by_tests::generated::FindUser;

fn handled<T: FindUser>(_: T) {}

#[test]
fn is_handled() {
    handled(App);
}
