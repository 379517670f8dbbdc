//! How a table looks: what the regulation or the habit of the place asks for, as the edition states it.

/// A font by name and size; fonts are named, never shipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Font {
    /// Its name, as `方正小标宋简体`.
    pub name: String,
    /// Its size in half points, as OOXML counts: 21 is 五号.
    pub half_points: u16,
    /// 加粗
    pub bold: bool,
}

/// How the page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// 纵向
    Portrait,
    /// 横向
    Landscape,
}

/// The look of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Font of the title.
    pub title: Font,
    /// Font of the line of department, year and unit.
    pub caption: Font,
    /// Font of the header and 栏次.
    pub header: Font,
    /// Font of the body.
    pub body: Font,
    /// How the page (A4) lies.
    pub orientation: Orientation,
    /// Height of a body row in points.
    pub row_points: u16,
    /// Page margins in millimetres: left, right, top, bottom.
    pub margins_mm: [u16; 4],
}
