//! Answers with what it is asked.

use crate::generated::*;

#[derive(Default)]
pub struct App;

impl App {
    pub fn new() -> Self {
        Self
    }
}

fn order(id: i32, title: &str) -> Order {
    let title = title.to_string();
    Order {
        id,
        title,
        plan: Plan::Free,
        contact: None,
    }
}

impl Show for App {
    async fn show(&self, _: &Ctx, input: ShowIn) -> Result<Seen, ShowError> {
        Ok(Seen {
            word: input.word,
            number: input.number,
            flag: input.flag,
            ratio: input.ratio,
            big: input.big,
            plan: input.plan,
            id: input.id,
            at: input.at,
            day: input.day,
            wait: input.wait,
            price: input.price,
            raw: input.raw,
            words: input.words,
            numbers: input.numbers,
            size: input.size,
            label: input.label,
        })
    }
}

impl GetOrder for App {
    async fn get_order(&self, _: &Ctx, input: GetOrderIn) -> Result<Order, GetOrderError> {
        match input.id {
            404 => Err(OrderNotFound { id: 404 }.into()),
            id => Ok(order(id, "tea")),
        }
    }
}

impl NewestOrder for App {
    async fn newest_order(&self, _: &Ctx, _: NewestOrderIn) -> Result<Order, NewestOrderError> {
        Ok(order(1000, "tea"))
    }
}

impl PlaceOrder for App {
    async fn place_order(&self, _: &Ctx, input: PlaceOrderIn) -> Result<Order, PlaceOrderError> {
        let PlaceOrderIn {
            title,
            plan,
            contact,
        } = input;
        match title.as_str() {
            "taken" => Err(TitleTaken { title }.into()),
            "closed" => Err(OrderClosed { id: 1 }.into()),
            _ => Ok(Order {
                id: 1,
                title,
                plan,
                contact,
            }),
        }
    }
}

impl ReplaceOrder for App {
    async fn replace_order(
        &self,
        _: &Ctx,
        input: ReplaceOrderIn,
    ) -> Result<Order, ReplaceOrderError> {
        Ok(order(input.id, &input.title))
    }
}

impl DropOrder for App {
    async fn drop_order(&self, _: &Ctx, input: DropOrderIn) -> Result<(), DropOrderError> {
        let DropOrderIn { id, because } = input;
        match (id, because.as_deref()) {
            (409, _) => Err(OrderClosed { id }.into()),
            (_, Some("missing")) => Err(OrderNotFound { id }.into()),
            _ => Ok(()),
        }
    }
}

impl Settle for App {
    async fn settle(&self, _: &Ctx, input: SettleIn) -> Result<Order, SettleError> {
        Ok(order(input.id, "settled"))
    }
}

impl Attach for App {
    async fn attach(&self, _: &Ctx, input: AttachIn) -> Result<String, AttachError> {
        let AttachIn { id, paper, note } = input;
        let name = paper.name.unwrap_or_default();
        let size = paper.content.len();
        Ok(format!("{id} {note} {name} {} {size}", paper.media_type))
    }
}

impl GetPaper for App {
    async fn get_paper(
        &self,
        _: &Ctx,
        input: GetPaperIn,
    ) -> Result<wire_files::File, GetPaperError> {
        Ok(wire_files::File {
            content: format!("paper {}", input.id).into(),
            media_type: "text/plain".to_string(),
            name: Some("paper.txt".to_string()),
        })
    }
}

impl Fail for App {
    async fn fail(&self, _: &Ctx, _: FailIn) -> Result<(), FailError> {
        Err(anyhow::anyhow!("it fails").into())
    }
}

impl Page for App {
    async fn page(&self, _: &Ctx, input: PageIn) -> Result<String, PageError> {
        Ok(input.page)
    }
}

impl Weigh for App {
    async fn weigh(&self, _: &Ctx, _: WeighIn) -> Result<bool, WeighError> {
        Ok(true)
    }
}
