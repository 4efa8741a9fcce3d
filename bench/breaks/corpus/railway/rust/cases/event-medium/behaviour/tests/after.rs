use dispatch::custom::App;
use dispatch::generated::infra::InfraClient;
use dispatch::generated::sales::builders::a_ticket;
use dispatch::generated::sales::{SalesClient, Ticket, TicketRefunded};
use dispatch::generated::{Ctx, FreeSeats, Publisher};

#[tokio::test]
async fn a_ticket_that_nobody_used_frees_nothing() -> anyhow::Result<()> {
    let nowhere = "http://127.0.0.1:9";
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(InfraClient::new(nowhere), SalesClient::new(nowhere), nobody);
    let ticket = Ticket {
        number: "T-77".to_string(),
        ..a_ticket()
    };
    let event = TicketRefunded {
        ticket,
        amount: rust_decimal::Decimal::ONE,
    };
    app.free_seats(&Ctx::fresh(), event).await
}
