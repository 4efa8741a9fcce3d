use playhouse::custom::App;
use playhouse::generated::box_office::BoxOfficeClient;
use playhouse::generated::programme::ProgrammeClient;
use playhouse::generated::{Config, Publisher, router, serve};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let app = App::new(
        ProgrammeClient::from_env()?,
        BoxOfficeClient::from_env()?,
        Publisher::from_env(),
    );
    serve(router(app), &config).await
}
