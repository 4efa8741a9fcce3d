use orders::custom::App;
use orders::generated::catalog::CatalogClient;
use orders::generated::users::UsersClient;
use orders::generated::{Config, Publisher, router, serve};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let app = App::new(
        UsersClient::from_env()?,
        CatalogClient::from_env()?,
        Publisher::from_env(),
    );
    serve(router(app), &config).await
}
