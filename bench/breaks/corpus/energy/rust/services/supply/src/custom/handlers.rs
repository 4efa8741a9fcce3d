//! The service's rpcs.

use rust_decimal::Decimal;

use super::contracts::{self, Draft};
use super::report::{self, Material};
use super::{App, NoMeter, billing, now, tariffs};
use crate::generated::{
    AddTariff, AddTariffError, AddTariffIn, BillContract, BillContractError, BillContractIn,
    Contract, ContractEnded, ContractPage, ContractSigned, Ctx, EndContract, EndContractError,
    EndContractIn, EstimateCost, EstimateCostError, EstimateCostIn, GetContract, GetContractError,
    GetContractIn, ListContracts, ListContractsError, ListContractsIn, ListStatements,
    ListStatementsError, ListStatementsIn, NoReadings, Producer, RegisterProducer,
    RegisterProducerError, RegisterProducerIn, ReportZone, ReportZoneError, ReportZoneIn,
    SignContract, SignContractError, SignContractIn, Statement, StatementIssued, Tariff,
    ZoneReport,
};

impl From<NoMeter> for SignContractError {
    fn from(error: NoMeter) -> Self {
        match error {
            NoMeter::Unknown(unknown) => unknown.into(),
            NoMeter::Broken(error) => error.into(),
        }
    }
}

impl From<NoMeter> for RegisterProducerError {
    fn from(error: NoMeter) -> Self {
        match error {
            NoMeter::Unknown(unknown) => unknown.into(),
            NoMeter::Broken(error) => error.into(),
        }
    }
}

impl AddTariff for App {
    async fn add_tariff(&self, _: &Ctx, input: AddTariffIn) -> Result<Tariff, AddTariffError> {
        let tariff = tariffs::parse(&input.sheet)?;
        Ok(self.books().tariffs.add(tariff))
    }
}

impl SignContract for App {
    async fn sign_contract(
        &self,
        ctx: &Ctx,
        input: SignContractIn,
    ) -> Result<Contract, SignContractError> {
        let meter = self.meter(ctx, input.meter_id).await?;
        let contract = {
            let mut books = self.books();
            let monthly = books.tariffs.find(&input.tariff)?.base_fee;
            let draft = Draft::of(input)?
                .with_deposit(monthly)
                .tagged("zone", meter.place.zone)
                .tagged("serial", meter.serial);
            books.contracts.sign(draft)?
        };
        let event = ContractSigned {
            contract: contract.clone(),
        };
        let what = format!("{} was signed", contracts::envelope(&contract));
        self.tell(ctx, &what, self.publisher.contract_signed(&event))
            .await;
        Ok(contract)
    }
}

impl GetContract for App {
    async fn get_contract(
        &self,
        _: &Ctx,
        input: GetContractIn,
    ) -> Result<Contract, GetContractError> {
        Ok(self.books().contracts.get(input.id)?.clone())
    }
}

impl ListContracts for App {
    async fn list_contracts(
        &self,
        _: &Ctx,
        input: ListContractsIn,
    ) -> Result<ContractPage, ListContractsError> {
        Ok(self.books().contracts.page(&input))
    }
}

impl EndContract for App {
    async fn end_contract(
        &self,
        ctx: &Ctx,
        input: EndContractIn,
    ) -> Result<Contract, EndContractError> {
        let (contract, open) = {
            let mut books = self.books();
            let contract = books.contracts.end(input.id, input.on)?;
            (contract, books.ledger.open(input.id))
        };
        let event = ContractEnded {
            contract_id: contract.id,
            on: input.on,
            open,
        };
        let what = format!("contract {} ended", contract.id);
        self.tell(ctx, &what, self.publisher.contract_ended(&event))
            .await;
        Ok(contract)
    }
}

impl BillContract for App {
    async fn bill_contract(
        &self,
        ctx: &Ctx,
        input: BillContractIn,
    ) -> Result<Statement, BillContractError> {
        let BillContractIn { id, period } = input;
        let (contract, tariff) = {
            let books = self.books();
            let contract = books.contracts.get(id)?.clone();
            let tariff = books.tariffs.find(&contract.tariff)?.clone();
            (contract, tariff)
        };
        let none = NoReadings {
            meter_id: contract.meter_id,
        };
        let meter = match self.meter(ctx, contract.meter_id).await {
            Ok(meter) => meter,
            Err(NoMeter::Unknown(_)) => return Err(none.into()),
            Err(NoMeter::Broken(error)) => return Err(error.into()),
        };
        let Some(usage) = self.usage(ctx, &meter, &period).await? else {
            return Err(none.into());
        };
        let surcharges = self.surcharges(ctx, period.from).await?;
        let mut bill = billing::draw_up(&contract, &tariff, &surcharges, &usage, period.clone());
        let postage = billing::postage(&contract.channel);
        if postage > Decimal::ZERO {
            bill = bill.line("Postage", 1.0, postage);
        }
        let statement = {
            let mut books = self.books();
            let serial = books.ledger.serial(contract.id, &period);
            let statement = bill.finish(serial, now());
            books.ledger.file(statement.clone());
            statement
        };
        let event = StatementIssued {
            number: statement.number.clone(),
            contract_id: contract.id,
            total: statement.total,
            channel: statement.channel.clone(),
        };
        let what = format!("statement {} was issued", statement.number);
        self.tell(ctx, &what, self.publisher.statement_issued(&event))
            .await;
        Ok(statement)
    }
}

impl ListStatements for App {
    async fn list_statements(
        &self,
        _: &Ctx,
        input: ListStatementsIn,
    ) -> Result<Vec<Statement>, ListStatementsError> {
        Ok(self.books().ledger.of(input.contract_id).to_vec())
    }
}

impl RegisterProducer for App {
    async fn register_producer(
        &self,
        ctx: &Ctx,
        input: RegisterProducerIn,
    ) -> Result<Producer, RegisterProducerError> {
        self.meter(ctx, input.meter_id).await?;
        Ok(self.books().producers.enter(input)?)
    }
}

impl ReportZone for App {
    async fn report_zone(
        &self,
        ctx: &Ctx,
        input: ReportZoneIn,
    ) -> Result<ZoneReport, ReportZoneError> {
        let ReportZoneIn { zone, day } = input;
        let meters = self.meters(ctx, &zone).await?;
        let profile = self.profile(ctx, &zone, day).await?;
        let renewable = self.renewable(ctx, &zone, day).await?;
        let books = self.books();
        let material = Material {
            contracts: &books.contracts,
            ledger: &books.ledger,
            outages: &books.outages,
            meters: &meters,
            profile: profile.as_ref(),
            renewable,
        };
        Ok(report::zone_report(&zone, day, now(), &material))
    }
}

impl EstimateCost for App {
    async fn estimate_cost(
        &self,
        _: &Ctx,
        input: EstimateCostIn,
    ) -> Result<Decimal, EstimateCostError> {
        let books = self.books();
        let tariff = books.tariffs.find(&input.tariff)?;
        Ok(tariffs::yearly(tariff, input.yearly_kwh))
    }
}
