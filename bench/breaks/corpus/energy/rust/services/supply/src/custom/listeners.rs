//! What others tell.

use std::time::Instant;

use super::{App, outages, prices, readings};
use crate::generated::market::PricesPublished;
use crate::generated::metering::{MeterReplaced, OutageReported, ReadingTaken};
use crate::generated::{Ctx, KeepPrices, MoveContract, NoteOutage, NoteReading, SupplyInterrupted};

/// What is trusted less than this (percent) and looks odd is not noted.
const TRUST_MIN: u8 = 50;

impl NoteReading for App {
    async fn note_reading(&self, ctx: &Ctx, event: ReadingTaken) -> anyhow::Result<()> {
        let ReadingTaken { reading, plausible } = event;
        if !plausible && readings::trust(&reading) < TRUST_MIN {
            eprintln!(
                "{}: reading {} of meter {} is left out",
                ctx.request_id, reading.id, reading.meter_id
            );
            return Ok(());
        }
        self.books().readings.note(reading);
        Ok(())
    }
}

impl MoveContract for App {
    async fn move_contract(&self, ctx: &Ctx, event: MeterReplaced) -> anyhow::Result<()> {
        let mut books = self.books();
        books.readings.rewire(event.old_id, event.meter.id);
        if let Some(contract_id) = books.contracts.rewire(event.old_id, event.meter.id) {
            eprintln!(
                "{}: contract {contract_id} moved from meter {} (at {} Wh) to {}",
                ctx.request_id, event.old_id, event.final_count, event.meter.serial
            );
        }
        Ok(())
    }
}

impl NoteOutage for App {
    async fn note_outage(&self, ctx: &Ctx, event: OutageReported) -> anyhow::Result<()> {
        let outage = event.outage;
        eprintln!("{}: {}", ctx.request_id, outages::headline(&outage));
        let told = SupplyInterrupted {
            zone: outage.zone.clone(),
            since: outage.began_at,
            contracts: {
                let mut books = self.books();
                books.outages.note(outage);
                let dark = books.outages.dark();
                books.contracts.suspend(|meter_id| dark.contains(&meter_id))
            },
        };
        if told.contracts.is_empty() {
            return Ok(());
        }
        self.publisher.supply_interrupted(&told).await
    }
}

impl KeepPrices for App {
    async fn keep_prices(&self, ctx: &Ctx, event: PricesPublished) -> anyhow::Result<()> {
        let key = prices::key(&event.area, event.day, &event.product);
        let sequence = event.sequence;
        if !self.books().prices.publish(event, Instant::now()) {
            eprintln!("{}: {key} is newer than {sequence}", ctx.request_id);
        }
        Ok(())
    }
}
