//! Orders: who buys, what it costs, what becomes of it.

pub mod basket;
pub mod book;
pub mod customers;

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::generated::catalog::{CatalogClient, GetProductError, GetProductIn, Product};
use crate::generated::users::{GetUserError, GetUserIn, UsersClient};
use crate::generated::{
    Ctx, ListOrders, ListOrdersError, ListOrdersIn, MarkPaid, MarkPaidError, MarkPaidIn, Order,
    OrderNotFound, OrderPlaced, OutOfStock, PlaceOrder, PlaceOrderError, PlaceOrderIn, Publisher,
    UnknownCustomer,
};
use book::OrderBook;
use customers::{Customer, Customers};

/// The service: its own book and memory of customers, and those whom it asks and tells.
#[derive(Debug)]
pub struct App {
    users: UsersClient,
    catalog: CatalogClient,
    publisher: Publisher,
    book: Mutex<OrderBook>,
    customers: Mutex<Customers>,
}

/// What is behind a lock; a handler that panicked while it held the lock left it whole.
fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    pub fn new(users: UsersClient, catalog: CatalogClient, publisher: Publisher) -> Self {
        Self {
            users,
            catalog,
            publisher,
            book: Mutex::default(),
            customers: Mutex::default(),
        }
    }

    /// The customer, from memory or from the service that knows.
    async fn customer(&self, ctx: &Ctx, user_id: i32) -> Result<Customer, PlaceOrderError> {
        if let Some(known) = open(&self.customers).get(user_id) {
            return Ok(known);
        }
        match self.users.get_user(ctx, GetUserIn { id: user_id }).await {
            Ok(profile) => Ok(open(&self.customers).remember(profile)),
            Err(GetUserError::UserNotFound(missing)) => Err(UnknownCustomer {
                user_id: missing.id,
            }
            .into()),
            Err(GetUserError::Internal(error)) => Err(error.into()),
        }
    }

    async fn product(&self, ctx: &Ctx, sku: &str) -> Result<Product, PlaceOrderError> {
        let wanted = GetProductIn {
            sku: sku.to_string(),
        };
        match self.catalog.get_product(ctx, wanted).await {
            Ok(product) => Ok(product),
            Err(GetProductError::UnknownProduct(unknown)) => {
                Err(OutOfStock { sku: unknown.sku }.into())
            }
            Err(GetProductError::Internal(error)) => Err(error.into()),
        }
    }
}

impl PlaceOrder for App {
    async fn place_order(&self, ctx: &Ctx, input: PlaceOrderIn) -> Result<Order, PlaceOrderError> {
        let customer = self.customer(ctx, input.user_id).await?;
        let mut lines = Vec::new();
        for item in basket::merge(input.items) {
            let product = self.product(ctx, &item.sku).await?;
            lines.push(basket::line(&item, &product)?);
        }
        let order = open(&self.book).place(customer.user_id, customer.label, lines);
        let event = OrderPlaced {
            order: order.clone(),
        };
        if let Err(error) = self.publisher.order_placed(&event).await {
            eprintln!(
                "{}: nobody heard of order {}: {error:#}",
                ctx.request_id, order.id
            );
        }
        Ok(order)
    }
}

impl ListOrders for App {
    async fn list_orders(
        &self,
        _: &Ctx,
        input: ListOrdersIn,
    ) -> Result<Vec<Order>, ListOrdersError> {
        Ok(open(&self.book).of(&input.user_id))
    }
}

impl MarkPaid for App {
    async fn mark_paid(&self, _: &Ctx, input: MarkPaidIn) -> Result<Order, MarkPaidError> {
        let paid = open(&self.book).pay(input.id);
        paid.ok_or_else(|| OrderNotFound { id: input.id }.into())
    }
}
