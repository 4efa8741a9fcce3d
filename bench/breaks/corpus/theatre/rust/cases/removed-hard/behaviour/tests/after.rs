use playhouse::custom::pricing::{Quote, subscriber_discount};
use playhouse::generated::Subscription;
use playhouse::generated::builders::{a_seat, a_subscription};
use playhouse::generated::programme::Genre;

#[test]
fn subscriptions_still_take_their_part_off() {
    let seat = a_seat();
    assert_eq!(Quote::of(&seat).cents(), 6_400);
    let opera = Subscription {
        discount: subscriber_discount(&Genre::Opera),
        ..a_subscription()
    };
    assert_eq!(Quote::of(&seat).with(Some(&opera)).cents(), 5_440);
}
