use lending::custom::{App, wall_clock};
use lending::generated::accounts::AccountsClient;
use lending::generated::titles::TitlesClient;
use lending::generated::{Config, Publisher, router, serve};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let app = App::new(
        TitlesClient::from_env()?,
        AccountsClient::from_env()?,
        Publisher::from_env(),
        wall_clock,
    );
    serve(router(app), &config).await
}
