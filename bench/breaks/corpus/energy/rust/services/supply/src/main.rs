use supply::custom::App;
use supply::generated::market::MarketClient;
use supply::generated::metering::MeteringClient;
use supply::generated::{Config, Publisher, router, serve};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let app = App::new(
        MeteringClient::from_env()?,
        MarketClient::from_env()?,
        Publisher::from_env(),
    );
    serve(router(app), &config).await
}
