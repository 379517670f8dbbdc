//! From the lines of a rendered template to blocks.
//!
//! | line begins | is |
//! | --- | --- |
//! | `# `, `## `, `### ` | a heading of level 1 to 3 |
//! | `@title `, `@cover ` | a title, a line of the cover |
//! | `@contents ` | the list of contents under this heading |
//! | `@page` | what follows begins a page |
//! | `@table ROLE LEVEL` | every table of the role that the disclosure holds, each but the first on a new page; LEVEL in the list of contents, 0 for none |
//! | `\` | text that begins with what follows, whatever it is |
//! | anything else | a paragraph of text |

use crate::disclosure::Disclosure;
use crate::document::{Block, Style};

/// Marks that begin lines which are no text.
const MARKS: [char; 3] = ['#', '@', '\\'];

/// Text from outside, so that no line of it is taken for a mark.
pub(super) fn literal(text: &str) -> String {
    let line = |line: &str| if line.starts_with(MARKS) { format!("\\{line}") } else { line.to_owned() };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The blocks of a rendered text.
///
/// # Errors
/// In Chinese, the line that is no mark although it begins like one; lines count from 1.
pub(super) fn blocks(text: &str, disclosure: &Disclosure) -> Result<Vec<Block>, String> {
    let mut blocks = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix('@') {
            Some(directive) => directed(directive, disclosure, &mut blocks)?,
            None => blocks.push(paragraph(line)),
        }
    }
    Ok(blocks)
}

fn paragraph(line: &str) -> Block {
    let heading = [("# ", 1), ("## ", 2), ("### ", 3)]
        .into_iter()
        .find_map(|(mark, level)| line.strip_prefix(mark).map(|text| (Style::Heading(level), text)));
    let (style, text) = heading.unwrap_or((Style::Body, line.strip_prefix('\\').unwrap_or(line)));
    Block::Paragraph { style, text: text.trim().to_owned() }
}

fn directed(directive: &str, disclosure: &Disclosure, blocks: &mut Vec<Block>) -> Result<(), String> {
    let (word, rest) = directive.split_once(' ').unwrap_or((directive, ""));
    let rest = rest.trim();
    let styled = |style| Block::Paragraph { style, text: rest.to_owned() };
    match word {
        "title" => blocks.push(styled(Style::Title)),
        "cover" => blocks.push(styled(Style::Cover)),
        "contents" => blocks.push(Block::Contents(rest.to_owned())),
        "page" => blocks.push(Block::NewPage),
        "table" => {
            let (role, level) = rest.split_once(' ').unwrap_or((rest, "0"));
            let level = level.trim().parse().map_err(|_| format!("“@{directive}”的级别应是 0、1 或 2"))?;
            let tables = disclosure.tables.iter().enumerate().filter(|(_, table)| table.role == role);
            for (nth, (index, _)) in tables.enumerate() {
                // Each of several begins a page, as they are published.
                blocks.extend((nth > 0).then_some(Block::NewPage));
                blocks.push(Block::Table { index, level });
            }
        }
        _ => return Err(format!("不认识“@{directive}”；可用的有 @title、@cover、@contents、@page、@table")),
    }
    Ok(())
}
