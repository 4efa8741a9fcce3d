use playhouse::custom::pricing::{band_price, letter};
use playhouse::generated::PriceBand;

#[test]
fn boxes_beside_the_stage_are_a_band() {
    assert!(band_price(&PriceBand::Proscenium) > 0);
    let others = [
        PriceBand::Stalls,
        PriceBand::Circle,
        PriceBand::Gallery,
        PriceBand::Loge,
    ];
    let own = letter(&PriceBand::Proscenium);
    assert!(own != '?' && others.iter().all(|band| letter(band) != own));
}
