//! The service as its callers see it, without a network.

use users::custom::App;
use users::generated::builders::a_user_profile;
use users::generated::{
    Ctx, GetUser, GetUserError, GetUserIn, ListUsers, ListUsersIn, Plan, Publisher, RegisterUser,
    RegisterUserError, RegisterUserIn, UserProfile,
};

fn app() -> App {
    App::new(Publisher::to(Vec::<String>::new()))
}

fn wish(email: &str, display_name: &str) -> RegisterUserIn {
    RegisterUserIn {
        email: email.to_string(),
        display_name: display_name.to_string(),
        plan: Plan::Free,
    }
}

#[tokio::test]
async fn an_account_is_opened_and_found() -> anyhow::Result<()> {
    let app = app();
    let ctx = Ctx::fresh();
    let made = app
        .register_user(&ctx, wish("ada@example.org", "Ada"))
        .await?;
    assert_eq!(made.display_name, "Ada");
    let found = app.get_user(&ctx, GetUserIn { id: made.id }).await?;
    assert_eq!(found.email, "ada@example.org");
    assert_eq!(found.login_count, 1);
    Ok(())
}

#[tokio::test]
async fn an_address_is_taken_once() -> anyhow::Result<()> {
    let app = app();
    let ctx = Ctx::fresh();
    app.register_user(&ctx, wish("ada@example.org", "Ada"))
        .await?;
    match app
        .register_user(&ctx, wish("ada@EXAMPLE.org", "Eve"))
        .await
    {
        Err(RegisterUserError::EmailTaken(taken)) => assert_eq!(taken.email, "ada@example.org"),
        other => panic!("the address was given away: {other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn nobody_is_found_where_nobody_is() {
    let missing = GetUserIn { id: 404 };
    match app().get_user(&Ctx::fresh(), missing).await {
        Err(GetUserError::UserNotFound(error)) => assert_eq!(error.id, 404),
        other => panic!("somebody was found: {other:?}"),
    }
}

#[tokio::test]
async fn pages_are_sorted_and_short() -> anyhow::Result<()> {
    let app = app();
    let ctx = Ctx::fresh();
    for name in ["carl", "ada", "bob"] {
        app.register_user(&ctx, wish(&format!("{name}@example.org"), name))
            .await?;
    }
    app.directory().insert(UserProfile {
        id: 90,
        email: "zoe@example.org".to_string(),
        plan: Plan::Pro,
        ..a_user_profile()
    });
    let first = ListUsersIn {
        limit: 2,
        plan: None,
    };
    let names: Vec<String> = app
        .list_users(&ctx, first)
        .await?
        .into_iter()
        .map(|user| user.display_name)
        .collect();
    assert_eq!(names, ["ada", "bob"]);
    let paying = ListUsersIn {
        limit: 500,
        plan: Some(Plan::Pro),
    };
    assert_eq!(app.list_users(&ctx, paying).await?.len(), 1);
    Ok(())
}
