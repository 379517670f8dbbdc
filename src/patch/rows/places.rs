//! Where rows are spoken of in each kind of part.

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Areas of the part's own sheet, with spaces between.
    Areas,
    /// The same; what holds for the pattern row shall hold for the new rows.
    Spreading,
    /// The same; it grows as sums do.
    Growing,
    /// The area in use of the sheet, which takes the new rows in.
    Extent,
    /// A manual page break: the number of rows above it.
    Break,
    /// A formula in which references without a sheet mean the part's own.
    Formula,
    /// A reference that belongs to no cell and grows as sums do.
    Source,
    /// The formula of a defined name: relative rows in it are distances.
    Name,
}

/// One place: an attribute of an element, or its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Local name of the element around it; empty for any.
    pub(super) parent: &'static str,
    /// Local name of the element.
    pub(super) element: &'static str,
    /// The attribute; empty for the element's text.
    pub(super) attribute: &'static str,
    /// What stands there.
    pub(super) holds: Holds,
}

const fn place(parent: &'static str, element: &'static str, attribute: &'static str, holds: Holds) -> Place {
    Place { parent, element, attribute, holds }
}

/// A worksheet outside of its cells; `merges`, panes and the anchors of embedded objects are looked after by hand.
pub(super) static SHEET: &[Place] = &[
    place("worksheet", "dimension", "ref", Holds::Extent),
    place("", "protectedRange", "sqref", Holds::Spreading),
    place("", "scenarios", "sqref", Holds::Areas),
    place("scenario", "inputCells", "r", Holds::Areas),
    place("", "autoFilter", "ref", Holds::Growing),
    place("", "sortState", "ref", Holds::Growing),
    place("", "sortCondition", "ref", Holds::Growing),
    place("", "conditionalFormatting", "sqref", Holds::Spreading),
    place("cfRule", "formula", "", Holds::Formula),
    place("", "cfvo", "val", Holds::Formula),
    place("", "dataValidation", "sqref", Holds::Spreading),
    place("dataValidation", "formula1", "", Holds::Formula),
    place("dataValidation", "formula2", "", Holds::Formula),
    place("", "hyperlink", "ref", Holds::Areas),
    place("", "hyperlink", "location", Holds::Formula),
    place("rowBreaks", "brk", "id", Holds::Break),
    place("", "cellWatch", "r", Holds::Areas),
    place("", "ignoredError", "sqref", Holds::Spreading),
    place("", "cellSmartTags", "r", Holds::Areas),
    place("", "controlPr", "linkedCell", Holds::Formula),
    place("", "controlPr", "listFillRange", Holds::Formula),
    place("", "webPublishItem", "sourceRef", Holds::Formula),
    // Extensions of Excel 2010 and later: x14 conditional formats and validation, ignored errors, sparklines.
    place("sparkline", "sqref", "", Holds::Areas),
    place("", "sqref", "", Holds::Spreading),
    place("sparkline", "f", "", Holds::Source),
    place("sparklineGroup", "f", "", Holds::Source),
    place("", "f", "", Holds::Formula),
];

pub(super) static WORKBOOK: &[Place] = &[place("definedNames", "definedName", "", Holds::Name)];

pub(super) static CHART: &[Place] = &[
    place("", "f", "", Holds::Source),
    // What Excel keeps of filtered series: full ranges beside the ones that are shown.
    place("", "sqref", "", Holds::Source),
];

pub(super) static DRAWING: &[Place] =
    &[place("", "sp", "textlink", Holds::Formula), place("", "cameraTool", "cellRange", Holds::Formula)];

pub(super) static COMMENTS: &[Place] =
    &[place("", "comment", "ref", Holds::Areas), place("", "threadedComment", "ref", Holds::Areas)];

pub(super) static TABLE: &[Place] = &[
    place("", "table", "ref", Holds::Growing),
    place("", "autoFilter", "ref", Holds::Growing),
    place("", "sortState", "ref", Holds::Growing),
    place("", "sortCondition", "ref", Holds::Growing),
    place("tableColumn", "calculatedColumnFormula", "", Holds::Formula),
    place("tableColumn", "totalsRowFormula", "", Holds::Formula),
];

pub(super) static PIVOT_TABLE: &[Place] = &[place("", "location", "ref", Holds::Areas)];

pub(super) static CONTROL: &[Place] = &[
    place("", "formControlPr", "fmlaLink", Holds::Formula),
    place("", "formControlPr", "fmlaRange", Holds::Formula),
    place("", "formControlPr", "fmlaTxbx", Holds::Formula),
    place("", "formControlPr", "fmlaGroup", Holds::Formula),
    place("", "formControlPr", "fmlaPict", Holds::Formula),
];

/// Cells bound to an XML map, and filters that only some users see.
pub(super) static SINGLE_CELLS: &[Place] = &[place("", "singleXmlCell", "r", Holds::Areas)];
pub(super) static SHEET_VIEWS: &[Place] =
    &[place("", "nsvFilter", "ref", Holds::Growing), place("", "sortCondition", "ref", Holds::Growing)];

/// Queries whose parameters stand in cells.
pub(super) static CONNECTIONS: &[Place] = &[place("", "parameter", "cell", Holds::Formula)];

/// Links to cells from drawings and cells, in their relations; the target begins with `#`.
pub(super) static LINKS: &[Place] = &[place("", "Relationship", "Target", Holds::Formula)];
