//! `budget.parquet`: the lines of a budget as one table, for DuckDB, Spark and the like. Built with the feature `parquet`.
//!
//! One row a line of expenditure or revenue, in the order of `budget.json`; the columns are its fields. Amounts are exact:
//! decimals of 元 with [`PLACES`] places.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde::Serialize;

use super::ExportError;
use crate::amount::Amount;
use crate::model::{Budget, Coded, Line, Revenue, Stated};
use crate::origin::{Origin, Spot};

/// Decimal places of an amount in 元: what ten thousandths of a 分 in 万元 need.
const PLACES: u32 = 10;

/// The columns in order.
const SCHEMA: &str = "message line {
    required binary list (UTF8);
    required int32 fiscal_year;
    required binary department_code (UTF8);
    optional binary department_name (UTF8);
    required binary entity_code (UTF8);
    optional binary entity_name (UTF8);
    optional binary project_code (UTF8);
    optional binary project_name (UTF8);
    optional binary function_code (UTF8);
    optional binary function_name (UTF8);
    optional binary economic_code (UTF8);
    optional binary economic_name (UTF8);
    optional binary government_economic_code (UTF8);
    optional binary government_economic_name (UTF8);
    required binary fund (UTF8);
    required boolean carry_over;
    optional binary kind (UTF8);
    required boolean academic_travel;
    required fixed_len_byte_array(16) amount (DECIMAL(38,10));
    required binary stated_text (UTF8);
    required binary stated_unit (UTF8);
    required binary file (UTF8);
    optional binary sheet (UTF8);
    optional binary cell (UTF8);
    optional int32 line;
    optional int32 field;
}";

/// The lines of a budget as the bytes of a Parquet file.
///
/// # Errors
/// [`ExportError::Text`] where an amount has more than ten decimal places of a 元, or the writer refuses something.
pub fn parquet(budget: &Budget) -> Result<Vec<u8>, ExportError> {
    let rows: Vec<Row<'_>> =
        budget.lines.iter().map(Row::expenditure).chain(budget.revenue.iter().map(Row::revenue)).collect();
    let amounts = rows.iter().map(|row| decimal(row.amount)).collect::<Result<Vec<_>, _>>()?;
    written(&rows, &amounts).map_err(|error| ExportError::Text(error.to_string()))
}

/// What stands in one row.
struct Row<'a> {
    list: &'static str,
    fiscal_year: u16,
    department: &'a Coded,
    entity: &'a Coded,
    project: Option<&'a Coded>,
    function: Option<&'a Coded>,
    economic: Option<&'a Coded>,
    government_economic: Option<&'a Coded>,
    fund: String,
    carry_over: bool,
    kind: Option<String>,
    academic_travel: bool,
    amount: Amount,
    stated: &'a Stated,
    origin: &'a Origin,
}

impl<'a> Row<'a> {
    fn expenditure(line: &'a Line) -> Row<'a> {
        Row {
            list: "支出",
            fiscal_year: line.fiscal_year,
            department: &line.department,
            entity: &line.entity,
            project: line.project.as_ref(),
            function: Some(&line.function),
            economic: line.economic.as_ref(),
            government_economic: line.government_economic.as_ref(),
            fund: line.fund.name().to_owned(),
            carry_over: line.carry_over,
            kind: Some(line.kind.name().to_owned()),
            academic_travel: line.academic_travel,
            amount: line.amount,
            stated: &line.stated,
            origin: &line.origin,
        }
    }

    fn revenue(line: &'a Revenue) -> Row<'a> {
        Row {
            list: "收入",
            fiscal_year: line.fiscal_year,
            department: &line.department,
            entity: &line.entity,
            project: None,
            function: line.function.as_ref(),
            economic: None,
            government_economic: None,
            fund: line.fund.name().to_owned(),
            carry_over: line.carry_over,
            kind: None,
            academic_travel: false,
            amount: line.amount,
            stated: &line.stated,
            origin: &line.origin,
        }
    }

    fn coded(&self, name: &str) -> Option<&'a Coded> {
        match name {
            "department" => Some(self.department),
            "entity" => Some(self.entity),
            "project" => self.project,
            "function" => self.function,
            "economic" => self.economic,
            "government_economic" => self.government_economic,
            _ => None,
        }
    }

    /// The text of a column of texts; `None` where there is none.
    fn text(&self, column: &str) -> Option<String> {
        if let Some(coded) = column.strip_suffix("_code").and_then(|name| self.coded(name)) {
            return Some(coded.code.to_string());
        }
        if let Some(coded) = column.strip_suffix("_name").and_then(|name| self.coded(name)) {
            return coded.name.as_deref().map(str::to_owned);
        }
        match (column, &self.origin.spot) {
            ("list", _) => Some(self.list.to_owned()),
            ("fund", _) => Some(self.fund.clone()),
            ("kind", _) => self.kind.clone(),
            ("stated_text", _) => Some(self.stated.text.to_string()),
            ("stated_unit", _) => Some(self.stated.unit.word().to_owned()),
            ("file", _) => Some(self.origin.file.to_string()),
            ("sheet", Spot::Sheet(sheet) | Spot::Cell(sheet, _)) => Some(sheet.to_string()),
            ("cell", Spot::Cell(_, cell)) => Some(cell.to_string()),
            _ => None,
        }
    }

    /// The number of a column of whole numbers, counted from 1.
    fn number(&self, column: &str) -> Option<i32> {
        let from_one = |index: u32| i32::try_from(index).ok()?.checked_add(1);
        match (column, &self.origin.spot) {
            ("fiscal_year", _) => Some(i32::from(self.fiscal_year)),
            ("line", Spot::Field { line, .. }) => from_one(*line),
            ("field", Spot::Field { field, .. }) => field.and_then(from_one),
            _ => None,
        }
    }

    fn flag(&self, column: &str) -> bool {
        match column {
            "carry_over" => self.carry_over,
            _ => self.academic_travel,
        }
    }
}

/// An amount as a whole number of the smallest part, with the sign first, as Parquet stores decimals.
fn decimal(amount: Amount) -> Result<FixedLenByteArray, ExportError> {
    let yuan = amount.yuan().normalize();
    let up = PLACES.checked_sub(yuan.scale()).and_then(|places| 10_i128.checked_pow(places));
    let parts = up.and_then(|up| yuan.mantissa().checked_mul(up));
    let parts = parts.ok_or_else(|| ExportError::Text(format!("{yuan} 元：小数超过 {PLACES} 位")))?;
    Ok(ByteArray::from(parts.to_be_bytes().to_vec()).into())
}

fn written(rows: &[Row<'_>], amounts: &[FixedLenByteArray]) -> Result<Vec<u8>, ParquetError> {
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    // Dictionaries make the columns small; packing them once more would cost another dependency.
    let properties = WriterProperties::builder()
        .set_compression(Compression::UNCOMPRESSED)
        .set_created_by(format!("gongkai {}", env!("CARGO_PKG_VERSION")));
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::clone(&schema), Arc::new(properties.build()))?;
    let mut group = writer.next_row_group()?;
    for field in schema.get_fields() {
        let Some(mut column) = group.next_column()? else { break };
        let name = field.name();
        let levels = |given: &dyn Fn(&Row<'_>) -> bool| -> Option<Vec<i16>> {
            field.is_optional().then(|| rows.iter().map(|row| i16::from(given(row))).collect())
        };
        match (field.get_physical_type(), name) {
            (parquet::basic::Type::BOOLEAN, _) => {
                let values: Vec<bool> = rows.iter().map(|row| row.flag(name)).collect();
                column.typed::<BoolType>().write_batch(&values, None, None)?;
            }
            (parquet::basic::Type::INT32, _) => {
                let values: Vec<i32> = rows.iter().filter_map(|row| row.number(name)).collect();
                let levels = levels(&|row| row.number(name).is_some());
                column.typed::<Int32Type>().write_batch(&values, levels.as_deref(), None)?;
            }
            (_, "amount") => {
                column.typed::<FixedLenByteArrayType>().write_batch(amounts, None, None)?;
            }
            _ => {
                let values: Vec<ByteArray> =
                    rows.iter().filter_map(|row| row.text(name)).map(|text| ByteArray::from(text.as_str())).collect();
                let levels = levels(&|row| row.text(name).is_some());
                column.typed::<ByteArrayType>().write_batch(&values, levels.as_deref(), None)?;
            }
        }
        column.close()?;
    }
    group.close()?;
    writer.into_inner()
}
