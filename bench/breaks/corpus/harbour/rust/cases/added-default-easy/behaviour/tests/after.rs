//! The registry tells how a vessel takes ice; nobody here asks.
#![allow(dead_code, reason = "not every test needs every stand-in")]

use std::io::{Read, Write};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::post;
use harbour::custom::App;
use harbour::custom::berths::Quayside;
use harbour::custom::pilots::Roster;
use harbour::generated::builders::a_pilot;
use harbour::generated::registry::RegistryClient;
use harbour::generated::tides::TidesClient;
use harbour::generated::{Pilot, Publisher, router};
use serde_json::{Value, json};

type Heard = Arc<Mutex<Vec<(String, Value)>>>;

/// What the stand-ins answer, and who is on the roster.
struct Setting {
    vessel: Value,
    forecast: Value,
    fleet: Value,
    pilots: Vec<Pilot>,
}

fn vessel() -> Value {
    json!({
        "callSign": "LAXY", "imo": 9, "name": "Aurora", "class": "bulker",
        "size": { "lengthM": 140.0, "beamM": 22.0, "draftM": 7.8 },
        "grossTonnage": 9000, "flag": "NO",
        "owner": { "id": 1, "name": "Holm", "country": "NO" },
        "built": "2004-05-01", "standing": "good", "formerNames": [],
        "insuredUntil": "2030-01-01T00:00:00Z"
    })
}

fn tide(id: &str, kind: &str, at: &str, height_cm: i32) -> Value {
    json!({ "id": id, "kind": kind, "at": at, "heightCm": height_cm })
}

fn forecast() -> Value {
    json!({
        "station": { "id": 3, "name": "Mouth", "datumCm": 0 },
        "tides": [
            tide("1", "low", "2026-03-01T00:00:00Z", 50),
            tide("2", "high", "2026-03-01T06:00:00Z", 350),
            tide("3", "low", "2026-03-01T12:00:00Z", 60),
            tide("4", "high", "2026-03-01T18:00:00Z", 340),
            tide("5", "low", "2026-03-02T00:00:00Z", 50),
        ],
        "issuedAt": "2026-02-28T00:00:00Z"
    })
}

fn setting() -> Setting {
    Setting {
        vessel: vessel(),
        forecast: forecast(),
        fleet: json!({ "vessels": [vessel()] }),
        pilots: vec![Pilot {
            id: 4,
            name: "Dora".to_string(),
            max_draft_cm: 900,
            ..a_pilot()
        }],
    }
}

/// The service behind HTTP, and what it told the world.
struct Harbour {
    address: String,
    heard: Heard,
    asked: Heard,
}

fn refused(status: StatusCode, code: &str, details: &Value) -> (StatusCode, String) {
    let error = json!({ "code": code, "message": "", "details": details });
    (status, json!({ "error": error }).to_string())
}

async fn listen(app: Router) -> anyhow::Result<String> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?.to_string();
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(address)
}

async fn harbour(setting: Setting) -> anyhow::Result<(Harbour, App)> {
    let (heard, asked) = (Heard::default(), Heard::default());
    let (ears, questions) = (heard.clone(), asked.clone());
    let Setting {
        vessel,
        forecast,
        fleet,
        pilots,
    } = setting;
    let answers = move |Path(rpc): Path<String>, body: Bytes| async move {
        let input: Value = serde_json::from_slice(&body).unwrap_or_default();
        let mut asked = questions.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push((rpc.clone(), input.clone()));
        drop(asked);
        match rpc.as_str() {
            "find-vessel" if vessel["refused"].is_string() => {
                let code = vessel["refused"].as_str().unwrap_or("");
                refused(StatusCode::CONFLICT, code, &input)
            }
            "find-vessel" if input["callSign"] == vessel["callSign"] => {
                (StatusCode::OK, vessel.to_string())
            }
            "find-vessel" => refused(StatusCode::NOT_FOUND, "vessel-not-found", &input),
            "forecast-tides" => (StatusCode::OK, forecast.to_string()),
            _ if fleet.is_array() && !input["after"].is_null() => {
                (StatusCode::OK, "[]".to_string())
            }
            _ => match fleet.get("refused") {
                Some(code) => refused(StatusCode::CONFLICT, code.as_str().unwrap_or(""), &input),
                None => (StatusCode::OK, fleet.to_string()),
            },
        }
    };
    let hears = move |Path((_, event)): Path<(String, String)>, body: Bytes| async move {
        let event_: Value = serde_json::from_slice(&body).unwrap_or_default();
        let mut heard = ears.lock().unwrap_or_else(PoisonError::into_inner);
        heard.push((event, event_["data"].clone()));
        StatusCode::NO_CONTENT
    };
    let others = Router::new()
        .route("/rpc/{rpc}", post(answers))
        .route("/events/{service}/{event}", post(hears));
    let url = format!("http://{}", listen(others).await?);
    let make = || {
        App::new(
            RegistryClient::new(&url),
            TidesClient::new(&url),
            Publisher::to([url.clone()]),
            Quayside::with()
                .berth("A1", 800, 170.0)
                .berth("B1", 1000, 200.0)
                .built(),
            Roster::from_iter(pilots.clone()),
        )
    };
    let address = listen(router(make())).await?;
    let harbour = Harbour {
        address,
        heard,
        asked,
    };
    Ok((harbour, make()))
}

impl Harbour {
    async fn post(&self, path: String, body: Value) -> anyhow::Result<(u16, Value)> {
        let address = self.address.clone();
        let exchange = move || -> anyhow::Result<(u16, Value)> {
            let mut stream = std::net::TcpStream::connect(address)?;
            let body = body.to_string();
            write!(
                stream,
                "POST {path} HTTP/1.1\r\nhost: harbour\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )?;
            let mut text = String::new();
            stream.read_to_string(&mut text)?;
            let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
            let status = head.split(' ').nth(1).unwrap_or("0").parse()?;
            Ok((status, serde_json::from_str(body).unwrap_or(Value::Null)))
        };
        tokio::task::spawn_blocking(exchange).await?
    }

    /// Calls an rpc that answers.
    async fn rpc(&self, rpc: &str, input: Value) -> anyhow::Result<Value> {
        let (status, answer) = self.post(format!("/rpc/{rpc}"), input).await?;
        anyhow::ensure!(status == 200, "{rpc} answered {status} {answer}");
        Ok(answer)
    }

    /// Calls an rpc that refuses, and gives its error.
    async fn refusal(&self, rpc: &str, input: Value) -> anyhow::Result<Value> {
        let (status, answer) = self.post(format!("/rpc/{rpc}"), input).await?;
        anyhow::ensure!(status != 200, "{rpc} answered {answer}");
        Ok(answer["error"].clone())
    }

    async fn tell(&self, source: &str, event: &str, data: Value) -> anyhow::Result<()> {
        let told = json!({
            "specversion": "1.0", "id": "1", "type": format!("{source}/{event}"),
            "source": source, "data": data
        });
        let path = format!("/events/{source}/{event}");
        let (status, answer) = self.post(path, told).await?;
        anyhow::ensure!(status == 204, "{event} answered {status} {answer}");
        Ok(())
    }

    fn heard(&self, event: &str) -> Vec<Value> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let these = heard.iter().filter(|(name, _)| name == event);
        these.map(|(_, data)| data.clone()).collect()
    }

    fn asked(&self, rpc: &str) -> Vec<Value> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let these = asked.iter().filter(|(name, _)| name == rpc);
        these.map(|(_, input)| input.clone()).collect()
    }

    async fn announced(&self, eta: &str) -> anyhow::Result<Value> {
        self.rpc("announce-call", announcement(eta)).await
    }

    async fn confirmed(&self, eta: &str) -> anyhow::Result<Value> {
        let call = self.announced(eta).await?;
        self.rpc("confirm-call", json!({ "callId": call["id"] }))
            .await
    }
}

fn announcement(eta: &str) -> Value {
    json!({ "callSign": "LAXY", "agent": "Holm", "eta": eta, "stay": "14400s" })
}

const MORNING: &str = "2026-03-01T08:00:00Z";

#[tokio::test(flavor = "multi_thread")]
async fn vessels_with_and_without_a_class_come_in() -> anyhow::Result<()> {
    let mut strong = setting();
    strong.vessel["iceClass"] = json!("1A");
    for setting in [setting(), strong] {
        let (harbour, _) = harbour(setting).await?;
        let call = harbour.confirmed(MORNING).await?;
        assert_eq!(call["berth"], "A1");
        assert_eq!(call["remarks"], json!(["Aurora (LAXY, NO, 2004)"]));
    }
    Ok(())
}
