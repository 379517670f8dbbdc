//! What is made of what, decided before anything is read.

use std::path::PathBuf;

use crate::service::date::Date;
use crate::service::order::Order;
use crate::service::stop::Stop;
use crate::store::request::Request;

/// What is made of what.
#[derive(Debug)]
pub struct Plan {
    /// What was asked for.
    pub request: Request,
    /// How inputs are understood and which forms are filled.
    pub order: Order,
    /// Where outputs go.
    pub out: PathBuf,
}

impl Plan {
    /// What a request comes to; `today` decides which waivers are still in force.
    ///
    /// # Errors
    /// Where a template, the profile or the waivers are wrong.
    pub fn new(request: Request, today: Option<Date>) -> Result<Plan, Stop> {
        Ok(Plan { order: request.order(today)?, out: request.out(), request })
    }
}
