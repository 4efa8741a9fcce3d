use users::custom::App;
use users::generated::{Config, Publisher, router, serve};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    serve(router(App::new(Publisher::from_env())), &config).await
}
