use seating::custom::Ushers;
use seating::generated::programme::ProgrammeClient;
use seating::generated::{Config, router, serve};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let ushers = Ushers::new(ProgrammeClient::from_env()?);
    serve(router(ushers), &config).await
}
