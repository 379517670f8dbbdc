//! `xl/styles.xml`

use super::escape;
use super::parts::{MAIN, XML};
use super::style::{Align, Number, Style, Styles};

/// Number of the first format that is not built in.
const FIRST_CUSTOM: usize = 164;
/// The built-in format `@`.
const TEXT: usize = 49;
/// "Modern" in OOXML's list of font families, as Chinese Excel itself states for 宋体 and 黑体.
const FAMILY_MODERN: u8 = 3;
/// GB2312, by which Excel knows that a font is a Chinese one.
const CHARSET_GB2312: u8 = 134;

impl Styles {
    /// The part.
    pub(super) fn xml(&self) -> String {
        let mut formats: Vec<&str> = Vec::new();
        let mut fonts: Vec<String> = Vec::new();
        let mut fills: Vec<String> =
            ["none", "gray125"].map(|kind| format!(r#"<fill><patternFill patternType="{kind}"/></fill>"#)).into();
        let mut xfs = String::new();
        for style in &self.known {
            let number = match &style.number {
                Number::General => 0,
                Number::Text => TEXT,
                Number::Custom(format) => FIRST_CUSTOM + position(&mut formats, format.as_str()),
            };
            let font = position(&mut fonts, font(style));
            let fill = style.fill.map_or(0, |colour| position(&mut fills, solid(colour)));
            xfs.push_str(&format!(
                r#"<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{}" xfId="0"{}{}{}{} applyAlignment="1">{}</xf>"#,
                u8::from(style.border),
                applied("NumberFormat", number != 0),
                applied("Font", font != 0),
                applied("Fill", fill != 0),
                applied("Border", style.border),
                alignment(style)
            ));
        }
        let numbered = |(at, format): (usize, &&str)| {
            format!(r#"<numFmt numFmtId="{}" formatCode="{}"/>"#, FIRST_CUSTOM + at, escape::escaped(format))
        };
        let formats: Vec<String> = formats.iter().enumerate().map(numbered).collect();
        let thin = ["left", "right", "top", "bottom"]
            .map(|side| format!(r#"<{side} style="thin"><color auto="1"/></{side}>"#))
            .concat();
        [
            format!(r#"{XML}<styleSheet xmlns="{MAIN}">"#),
            if formats.is_empty() { String::new() } else { list("numFmts", &formats) },
            list("fonts", &fonts),
            list("fills", &fills),
            format!(
                r#"<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{thin}<diagonal/></border></borders>"#
            ),
            r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"><alignment vertical="center"/></xf></cellStyleXfs>"#.to_owned(),
            format!(r#"<cellXfs count="{}">{xfs}</cellXfs>"#, self.known.len()),
            r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/>"#.to_owned(),
            r#"<tableStyles count="0" defaultTableStyle="TableStyleMedium9" defaultPivotStyle="PivotStyleLight16"/></styleSheet>"#.to_owned(),
        ]
        .concat()
    }
}

/// Where a thing stands in a list, at its end where it is new.
fn position<T: PartialEq>(list: &mut Vec<T>, thing: T) -> usize {
    list.iter().position(|known| *known == thing).unwrap_or_else(|| {
        list.push(thing);
        list.len() - 1
    })
}

fn list(name: &str, items: &[String]) -> String {
    format!(r#"<{name} count="{}">{}</{name}>"#, items.len(), items.concat())
}

fn applied(what: &str, is: bool) -> String {
    if is { format!(r#" apply{what}="1""#) } else { String::new() }
}

fn font(style: &Style) -> String {
    let mut text = String::from("<font>");
    if style.font.bold {
        text.push_str("<b/>");
    }
    if style.underline {
        text.push_str("<u/>");
    }
    let half = if style.font.half_points % 2 == 1 { ".5" } else { "" };
    text.push_str(&format!(r#"<sz val="{}{half}"/>"#, style.font.half_points / 2));
    if let Some(colour) = style.colour {
        text.push_str(&format!(r#"<color rgb="FF{colour}"/>"#));
    }
    let name = escape::escaped(&style.font.name);
    text.push_str(&format!(
        r#"<name val="{name}"/><family val="{FAMILY_MODERN}"/><charset val="{CHARSET_GB2312}"/></font>"#
    ));
    text
}

fn solid(colour: &str) -> String {
    format!(
        r#"<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill></fill>"#
    )
}

fn alignment(style: &Style) -> String {
    let align = match style.align {
        None => "",
        Some(Align::Left) => r#" horizontal="left""#,
        Some(Align::Centre) => r#" horizontal="center""#,
        Some(Align::Right) => r#" horizontal="right""#,
    };
    let indent = if style.indent > 0 { format!(r#" indent="{}""#, style.indent) } else { String::new() };
    let wrap = if style.wrap { r#" wrapText="1""# } else { "" };
    format!(r#"<alignment{align} vertical="center"{indent}{wrap}/>"#)
}
