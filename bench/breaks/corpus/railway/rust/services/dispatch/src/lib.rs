pub mod custom;
pub mod generated;
