//! A supplier of electricity: contracts, what they are billed, and what the grid and the exchange say meanwhile.

pub mod billing;
pub mod cache;
pub mod contracts;
mod handlers;
mod listeners;
pub mod outages;
pub mod prices;
pub mod producers;
pub mod readings;
pub mod report;
pub mod tariffs;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, Utc};

use crate::generated::market::{
    CurrentSurchargesError, CurrentSurchargesIn, GetForecastError, GetForecastIn, MarketClient,
    PricePoint, Product, SpotPricesError, SpotPricesIn, Surcharge,
};
use crate::generated::metering::{
    GetMeterError, GetMeterIn, GetProfileError, GetProfileIn, ListMetersError, ListMetersIn,
    ListReadingsError, ListReadingsIn, LoadProfile, Meter, MeteringClient,
};
use crate::generated::{Ctx, Period, Publisher, UnknownMeter};
use billing::{Ledger, Usage};
use contracts::ContractBook;
use outages::OutageLog;
use prices::PriceBoard;
use producers::ProducerRegister;
use readings::ReadingLog;
use tariffs::TariffBook;

/// Meters that are asked for at once.
const METERS_AT_ONCE: u32 = 200;

/// Where the exchange's prices hold for a zone.
const AREAS: [(&str, &str); 3] = [("north", "DE"), ("south", "DE"), ("islands", "DK1")];

#[derive(Debug)]
pub struct App {
    metering: MeteringClient,
    market: MarketClient,
    publisher: Publisher,
    books: Mutex<Books>,
}

/// All that is remembered.
#[derive(Debug, Default)]
pub struct Books {
    pub contracts: ContractBook,
    pub tariffs: TariffBook,
    pub ledger: Ledger,
    pub readings: ReadingLog,
    pub outages: OutageLog,
    pub producers: ProducerRegister,
    pub prices: PriceBoard,
}

/// Why a meter cannot be had.
#[derive(Debug)]
enum NoMeter {
    Unknown(UnknownMeter),
    Broken(anyhow::Error),
}

fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// The exchange's area for a zone; most zones are in the first.
fn area_of(zone: &str) -> &'static str {
    AREAS
        .iter()
        .find(|(known, _)| *known == zone)
        .map_or("DE", |(_, area)| area)
}

impl App {
    pub fn new(metering: MeteringClient, market: MarketClient, publisher: Publisher) -> Self {
        Self {
            metering,
            market,
            publisher,
            books: Mutex::default(),
        }
    }

    /// What is remembered; a handler that panicked while it held the lock left it whole.
    pub fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn meter(&self, ctx: &Ctx, meter_id: i32) -> Result<Meter, NoMeter> {
        match self
            .metering
            .get_meter(ctx, GetMeterIn { id: meter_id })
            .await
        {
            Ok(meter) => Ok(meter),
            Err(GetMeterError::MeterNotFound(missing)) => Err(NoMeter::Unknown(UnknownMeter {
                meter_id: missing.id,
            })),
            Err(GetMeterError::Internal(error)) => Err(NoMeter::Broken(error)),
        }
    }

    /// All meters of a zone, page after page.
    async fn meters(&self, ctx: &Ctx, zone: &str) -> anyhow::Result<Vec<Meter>> {
        let mut meters = Vec::new();
        let mut offset = Some(0);
        while let Some(start) = offset {
            let wanted = ListMetersIn {
                zone: zone.to_string(),
                offset: start,
                limit: METERS_AT_ONCE,
            };
            let page = match self.metering.list_meters(ctx, wanted).await {
                Ok(page) => page,
                Err(ListMetersError::Internal(error)) => return Err(error),
            };
            meters.extend(page.meters);
            offset = page.next.filter(|next| *next > start);
        }
        Ok(meters)
    }

    /// Fetches what the meter showed around a period, and tells what was used in it.
    async fn usage(
        &self,
        ctx: &Ctx,
        meter: &Meter,
        period: &Period,
    ) -> anyhow::Result<Option<Usage>> {
        let (since, until) = billing::bounds(period);
        let wanted = ListReadingsIn {
            meter_id: meter.id,
            since,
            until,
        };
        match self.metering.list_readings(ctx, wanted).await {
            Ok(readings) => {
                let mut books = self.books();
                for reading in readings {
                    books.readings.note(reading);
                }
            }
            Err(ListReadingsError::MeterNotFound(_)) => return Ok(None),
            Err(ListReadingsError::Internal(error)) => return Err(error),
        }
        let log = &self.books().readings;
        Ok(log.consumed(meter, since, until).map(|kwh| Usage {
            kwh,
            steps: log.steps(meter, since, until),
        }))
    }

    async fn surcharges(&self, ctx: &Ctx, on: NaiveDate) -> anyhow::Result<Vec<Surcharge>> {
        let asked = CurrentSurchargesIn { on };
        let answer = self.market.current_surcharges(ctx, asked).await;
        answer.map_err(|CurrentSurchargesError::Internal(error)| error.context("no surcharges"))
    }

    /// Prices of an area, from memory or from the exchange, which may need a moment.
    pub async fn prices(
        &self,
        ctx: &Ctx,
        area: &str,
        day: NaiveDate,
        product: Product,
    ) -> anyhow::Result<Vec<PricePoint>> {
        let key = prices::key(area, day, &product);
        let known = self.books().prices.get(&key, Instant::now());
        if let Some(points) = known {
            return Ok(points);
        }
        let closed = |error: &SpotPricesError| matches!(error, SpotPricesError::MarketClosed(_));
        let asked = cache::retry(3, Duration::from_millis(5), closed, || {
            let wanted = SpotPricesIn {
                area: area.to_string(),
                day,
                product: product.clone(),
            };
            self.market.spot_prices(ctx, wanted)
        });
        let points = match asked.await {
            Ok(points) => points,
            Err(SpotPricesError::MarketClosed(closed)) => {
                return Err(anyhow!("the market of {} is closed", closed.area));
            }
            Err(SpotPricesError::Internal(error)) => return Err(error),
        };
        self.books()
            .prices
            .keep(key, points.clone(), Instant::now());
        Ok(points)
    }

    /// The share of wind and sun on a day, where anybody knows.
    async fn renewable(
        &self,
        ctx: &Ctx,
        zone: &str,
        day: NaiveDate,
    ) -> anyhow::Result<Option<f64>> {
        let wanted = GetForecastIn {
            area: area_of(zone).to_string(),
            day,
        };
        match self.market.get_forecast(ctx, wanted).await {
            Ok(forecast) => Ok(Some(prices::firm_share(&forecast))),
            Err(GetForecastError::NoForecast(_)) => Ok(None),
            Err(GetForecastError::Internal(error)) => Err(error),
        }
    }

    async fn profile(
        &self,
        ctx: &Ctx,
        zone: &str,
        day: NaiveDate,
    ) -> anyhow::Result<Option<LoadProfile>> {
        let wanted = GetProfileIn {
            zone: zone.to_string(),
            day,
        };
        match self.metering.get_profile(ctx, wanted).await {
            Ok(profile) => Ok(Some(profile)),
            Err(GetProfileError::ProfileMissing(_)) => Ok(None),
            Err(GetProfileError::Internal(error)) => Err(error),
        }
    }

    /// Tells of something; that nobody listens stops no business.
    async fn tell(&self, ctx: &Ctx, what: &str, sent: impl Future<Output = anyhow::Result<()>>) {
        if let Err(error) = sent.await {
            eprintln!("{}: nobody heard that {what}: {error:#}", ctx.request_id);
        }
    }
}
