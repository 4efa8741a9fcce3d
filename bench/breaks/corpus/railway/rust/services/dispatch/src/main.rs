use dispatch::custom::App;
use dispatch::generated::infra::InfraClient;
use dispatch::generated::sales::SalesClient;
use dispatch::generated::{Config, Publisher, router, serve};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let app = App::new(
        InfraClient::from_env()?,
        SalesClient::from_env()?,
        Publisher::from_env(),
    );
    serve(router(app), &config).await
}
