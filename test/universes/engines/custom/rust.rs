//! What is bought, and what it costs.

use crate::generated::{
    BasketAddError, BasketAddIn, BasketEngine, BasketLinesIn, BasketLowerIn, BasketTakeOutError,
    BasketTakeOutIn, BasketTotalIn, Cost, CostError, CostIn, Ctx, Everything, Line, MakesBasket,
    MakesMirror, MirrorEngine, MirrorNodIn, MirrorShowIn, NotThere, TooMuch,
};

const MOST: u32 = 9;

/// Lines in the order in which they came, and what part of the price was given back.
#[derive(Debug, Default)]
pub struct Basket {
    lines: Vec<Line>,
    lowered: u32,
}

impl Basket {
    fn count_of(&self, product: &str) -> u32 {
        let same = self.lines.iter().filter(|line| line.product == product);
        same.map(|line| line.count).sum()
    }
}

impl BasketEngine for Basket {
    fn add(&mut self, input: BasketAddIn) -> Result<u32, BasketAddError> {
        let line = input.line;
        let count = self.count_of(&line.product) + line.count;
        if count > MOST {
            return Err(TooMuch { limit: MOST }.into());
        }
        self.lines.push(line);
        Ok(count)
    }

    fn take_out(&mut self, input: BasketTakeOutIn) -> Result<(), BasketTakeOutError> {
        let product = input.product;
        if self.count_of(&product) == 0 {
            return Err(NotThere { product }.into());
        }
        self.lines.retain(|line| line.product != product);
        Ok(())
    }

    fn lower(&mut self, input: BasketLowerIn) {
        self.lowered = (self.lowered + input.percent).min(100);
    }

    fn total(&self, _: BasketTotalIn) -> i64 {
        let prices = self
            .lines
            .iter()
            .map(|line| line.price * i64::from(line.count));
        let whole: i64 = prices.sum();
        whole - whole * i64::from(self.lowered) / 100
    }

    fn lines(&self, _: BasketLinesIn) -> Vec<Line> {
        self.lines.clone()
    }

    fn a_total_is_never_negative(&self) -> bool {
        self.total(BasketTotalIn {}) >= 0
    }

    fn no_more_than_nine_of_anything(&self) -> bool {
        let mut lines = self.lines.iter();
        lines.all(|line| self.count_of(&line.product) <= MOST)
    }
}

/// Whether all that it was shown came back as it went.
#[derive(Debug)]
pub struct Mirror {
    same: bool,
}

impl MirrorEngine for Mirror {
    fn show(&mut self, input: MirrorShowIn) {
        let sent = serde_json::to_string(&input.whole).unwrap_or_default();
        let back: Option<Everything> = serde_json::from_str(&sent).ok();
        self.same = self.same && back == Some(input.whole);
    }

    fn nod(&mut self, _: MirrorNodIn) {}

    fn what_goes_over_the_wire_comes_back(&self) -> bool {
        self.same
    }
}

#[derive(Debug, Default)]
pub struct App {}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

impl MakesBasket for App {
    type Basket = Basket;

    fn basket(&self) -> Basket {
        Basket::default()
    }
}

impl MakesMirror for App {
    type Mirror = Mirror;

    fn mirror(&self) -> Mirror {
        Mirror { same: true }
    }
}

impl Cost for App {
    async fn cost(&self, _: &Ctx, input: CostIn) -> Result<i64, CostError> {
        let mut basket = self.basket();
        for line in input.lines {
            basket
                .add(BasketAddIn { line })
                .map_err(anyhow::Error::from)?;
        }
        Ok(basket.total(BasketTotalIn {}))
    }
}
