//! The service with stand-ins for those whom it asks.

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::{DateTime, Utc};
use lending::custom::App;
use lending::custom::calendar::Calendar;
use lending::generated::accounts::builders::{a_member, a_receipt};
use lending::generated::accounts::{
    AccountsClient, ChargeMemberIn, GetMemberIn, Member, MemberBarred, Receipt,
};
use lending::generated::builders::a_branch;
use lending::generated::titles::builders::a_title;
use lending::generated::titles::{GetTitleIn, Medium, Title, TitleRetired, TitlesClient};
use lending::generated::{
    BarMember, Barcode, Branch, Ctx, ItemState, LendItem, LendItemError, LendItemIn, ListLoans,
    ListLoansIn, PlaceHold, PlaceHoldError, PlaceHoldIn, Publisher, ReceiveItem, ReceiveItemIn,
    Refusal, RenewLoan, RenewLoanError, RenewLoanIn, ReportBranch, ReportBranchIn,
    RequestElsewhere, RequestElsewhereError, RequestElsewhereIn, ReturnItem, ReturnItemIn,
    SaveList, SaveListIn, SettleFine, SettleFineIn, WithdrawTitle,
};
use serde_json::json;

type Answer = (StatusCode, String);

fn not_found(code: &str) -> Answer {
    let error = json!({ "code": code, "message": "", "details": { "id": "404" } });
    (StatusCode::NOT_FOUND, json!({ "error": error }).to_string())
}

fn a_novel() -> Title {
    Title {
        id: 7,
        isbn: "9780306406157".to_string(),
        name: "Beloved".to_string(),
        medium: Medium::Book,
        mark: "813.54 MOR".to_string(),
        ..a_title()
    }
}

/// Knows one novel only.
async fn get_title(body: Bytes) -> Answer {
    match serde_json::from_slice::<GetTitleIn>(&body) {
        Ok(wanted) if wanted.id == a_novel().id => (StatusCode::OK, json!(a_novel()).to_string()),
        Ok(_) => not_found("title-not-found"),
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()),
    }
}

async fn search_titles() -> Answer {
    (StatusCode::OK, json!([a_novel()]).to_string())
}

/// Knows everybody with a number below 100.
async fn get_member(body: Bytes) -> Answer {
    match serde_json::from_slice::<GetMemberIn>(&body) {
        Ok(wanted) if wanted.id < 100 => {
            let member = Member {
                id: wanted.id,
                loan_limit: 2,
                ..a_member()
            };
            (StatusCode::OK, json!(member).to_string())
        }
        Ok(_) => not_found("member-not-found"),
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()),
    }
}

async fn charge_member(body: Bytes) -> Answer {
    match serde_json::from_slice::<ChargeMemberIn>(&body) {
        Ok(charge) => {
            let receipt = Receipt {
                number: format!("r-{}", charge.amount),
                ..a_receipt()
            };
            (StatusCode::OK, json!(receipt).to_string())
        }
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()),
    }
}

/// The first of March, a Sunday.
fn march() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap_or_default()
}

/// The service between its stand-ins, with two novels in its main branch.
async fn app() -> anyhow::Result<App> {
    let stand_ins = Router::new()
        .route("/rpc/get-title", post(get_title))
        .route("/rpc/search-titles", post(search_titles))
        .route("/rpc/get-member", post(get_member))
        .route("/rpc/charge-member", post(charge_member));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, stand_ins).await });
    let nobody = Publisher::to(Vec::<String>::new());
    let app = App::new(
        TitlesClient::new(&url),
        AccountsClient::new(&url),
        nobody,
        march,
    );
    for code in ["main", "east"] {
        let branch = Branch {
            code: code.to_string(),
            capacity: 10,
            ..a_branch()
        };
        let calendar = Calendar::new(branch);
        app.desk().branches.insert(code.to_string(), calendar);
    }
    for barcode in ["b-1", "b-2"] {
        let item = ReceiveItemIn {
            barcode: barcode.to_string(),
            title: 7,
            branch: "main".to_string(),
        };
        app.receive_item(&Ctx::fresh(), item).await?;
    }
    Ok(app)
}

fn to(member: i64, barcode: &str) -> LendItemIn {
    LendItemIn {
        barcode: Barcode::from(barcode),
        member,
    }
}

fn hold(member: i64) -> PlaceHoldIn {
    PlaceHoldIn {
        title: 7,
        member,
        branch: "main".to_string(),
        priority: 0,
    }
}

fn back(barcode: &str, branch: &str) -> ReturnItemIn {
    ReturnItemIn {
        barcode: barcode.to_string(),
        branch: branch.to_string(),
    }
}

#[tokio::test]
async fn an_item_is_lent_listed_and_returned() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let loan = app.lend_item(&ctx, to(1, "b-1")).await?;
    assert_eq!(loan.due.to_string(), "2026-03-30");
    app.lend_item(&ctx, to(1, "b-2")).await?;
    let page = ListLoansIn {
        member: 1,
        after: None,
        limit: 1,
    };
    let listed = app.list_loans(&ctx, page).await?;
    assert_eq!(listed.next, Some(loan.id));
    let returned = app.return_item(&ctx, back("b-1", "east")).await?;
    assert_eq!(returned.returned, Some(march()));
    let state = app.desk().stock.find("b-1").map(|item| item.state.clone());
    assert_eq!(state, Some(ItemState::InTransit));
    let last = app.desk().journal().last().cloned();
    assert_eq!(last.as_deref(), Some("moved|b-1|van"));
    Ok(())
}

#[tokio::test]
async fn strangers_and_barred_members_take_nothing_home() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    match app.lend_item(&ctx, to(404, "b-1")).await {
        Err(LendItemError::UnknownMember(error)) => assert_eq!(error.member, 404),
        other => panic!("a stranger borrowed: {other:?}"),
    }
    app.lend_item(&ctx, to(1, "b-1")).await?;
    let barred = MemberBarred {
        id: 1,
        until: None,
        reason: "noise".to_string(),
    };
    app.bar_member(&ctx, barred).await?;
    match app.lend_item(&ctx, to(1, "b-2")).await {
        Err(LendItemError::BorrowingRefused(error)) => {
            assert_eq!((error.reason, error.limit), (Refusal::Barred, 2));
        }
        other => panic!("a barred member borrowed: {other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn who_waits_gets_what_comes_back() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let loan = app.lend_item(&ctx, to(1, "b-1")).await?;
    app.place_hold(&ctx, hold(2)).await?;
    match app.place_hold(&ctx, hold(2)).await {
        Err(PlaceHoldError::HoldExists(error)) => assert_eq!(error.id, 1),
        other => panic!("somebody waits twice: {other:?}"),
    }
    match app.renew_loan(&ctx, RenewLoanIn { id: loan.id }).await {
        Err(RenewLoanError::NotRenewable(error)) => {
            assert_eq!(error.reason, "somebody waits for it");
        }
        other => panic!("renewed although somebody waits: {other:?}"),
    }
    app.return_item(&ctx, back("b-1", "main")).await?;
    match app.lend_item(&ctx, to(3, "b-1")).await {
        Err(LendItemError::ItemUnavailable(error)) => {
            assert_eq!(error.state, ItemState::SetAside);
        }
        other => panic!("somebody jumped the queue: {other:?}"),
    }
    app.lend_item(&ctx, to(2, "b-1")).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_late_costs_and_is_paid() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let item = app.desk().stock.find("b-1").cloned();
    let item = item.unwrap_or_else(|| panic!("b-1 is nowhere"));
    let long_ago = "2026-01-01T12:00:00Z".parse()?;
    let member = Member {
        id: 1,
        ..a_member()
    };
    app.desk().lend(&item, &a_novel(), &member, long_ago)?;
    app.return_item(&ctx, back("b-1", "main")).await?;
    assert_eq!(app.desk().fines.balance(1).to_string(), "7.75 €");
    let paid = app.settle_fine(&ctx, SettleFineIn { id: 1 }).await?;
    assert_eq!(paid.note.as_deref(), Some("receipt r-7.75"));
    Ok(())
}

#[tokio::test]
async fn what_stands_here_is_not_asked_for_elsewhere() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let wanted = |isbn: &str| RequestElsewhereIn {
        member: 1,
        isbn: isbn.to_string(),
        wanted_by: None,
    };
    let here = app.request_elsewhere(&ctx, wanted("978-0-306-40615-7"));
    match here.await {
        Err(RequestElsewhereError::HeldHere(error)) => assert_eq!(error.barcode, "b-1"),
        other => panic!("asked for what stands here: {other:?}"),
    }
    let asked = app.request_elsewhere(&ctx, wanted("9783161484100")).await?;
    assert_eq!(asked.reference, "ILL-2026-0001");
    Ok(())
}

#[tokio::test]
async fn a_retired_title_leaves_the_shelves() -> anyhow::Result<()> {
    let app = app().await?;
    let ctx = Ctx::fresh();
    let retired = TitleRetired {
        id: 7,
        reason: "mould".to_string(),
        since: march().date_naive(),
    };
    app.withdraw_title(&ctx, retired).await?;
    let branch = "main".to_string();
    let report = app.report_branch(&ctx, ReportBranchIn { branch }).await?;
    assert_eq!(report.items, 0);
    let list = SaveListIn {
        owner: 1,
        name: "gone".to_string(),
        titles: vec![7, 7],
    };
    assert_eq!(app.save_list(&ctx, list).await?.titles, [7]);
    Ok(())
}
