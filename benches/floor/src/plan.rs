//! What the sheets hold.

use std::borrow::Cow;

use serde::Deserialize;

/// A department's workbook.
#[derive(Deserialize)]
pub struct Workbook<'a> {
    #[serde(borrow)]
    pub code: Cow<'a, str>,
    /// In 万元.
    pub total: f64,
    #[serde(borrow)]
    pub sheets: Vec<Sheet<'a>>,
}

/// One of its sheets.
#[derive(Deserialize)]
pub struct Sheet<'a> {
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    pub widths: Vec<f64>,
    /// First row and column, last row and column, counted from 0.
    pub merged: Vec<[u32; 4]>,
    /// Row and column counted from 0, look (1 to 5), content.
    #[serde(borrow)]
    pub cells: Vec<(u32, u16, usize, Content<'a>)>,
}

/// What a cell holds.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Content<'a> {
    Nothing,
    Number(f64),
    Formula(#[serde(borrow)] Cow<'a, str>, f64),
    Text(#[serde(borrow)] Cow<'a, str>),
}
