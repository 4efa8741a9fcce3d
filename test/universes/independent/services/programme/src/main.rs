use programme::custom::Office;
use programme::generated::{Config, Publisher, router, serve};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    serve(router(Office::new(Publisher::from_env())), &config).await
}
