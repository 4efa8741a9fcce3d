use crate::generated::{
    AnyOrderFlow, Ctx, Order, OrderFlowGuards, PayOrder, PayOrderError, PayOrderIn,
};

#[derive(Debug, Default)]
pub struct App {}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

impl OrderFlowGuards for App {
    fn funds_held(&self, subject: &Order) -> bool {
        subject.total < 100
    }
}

impl PayOrder for App {
    async fn pay_order(&self, _ctx: &Ctx, input: PayOrderIn) -> Result<Order, PayOrderError> {
        Ok(match AnyOrderFlow::from(input.order) {
            AnyOrderFlow::Pending(flow) => match flow.pay(self) {
                Ok(paid) => paid.into_subject(),
                Err(refused) => refused.flow.into_subject(),
            },
            other => other.into_subject(),
        })
    }
}
