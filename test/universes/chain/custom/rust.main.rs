use std::path::Path;

use chain_rust::custom::App;
use chain_rust::generated::chain_python::ChainPythonClient;
use chain_rust::generated::{Config, Publisher, router, serve_when};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let app = App::new(ChainPythonClient::from_env()?, Publisher::from_env());
    let flag = std::env::var("UNREADY_FILE").unwrap_or_default();
    let ready = move || {
        let there = Path::new(&flag).exists();
        async move {
            anyhow::ensure!(!there, "the flag is up");
            Ok(())
        }
    };
    serve_when(router(app), &config, ready).await
}
