use listener_rust::custom::App;
use listener_rust::generated::{Config, events, listening, serve};
use std::sync::Arc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let app = Arc::new(App::new());
    let (router, listeners) = listening(Arc::clone(&app), events::store_from_env());
    drop(app.heard.set(listeners));
    serve(router, &config).await
}
