//! Pages with tables, mostly saved as `.xls`: what Excel would show, one table below the other on one sheet.
//!
//! Only tokens are looked at, no tree is built: memory grows with the cells, and nesting costs nothing.

use std::cell::RefCell;

use html5ever::Attribute;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::encoding::decode_named;
use super::sheet::{SheetBuilder, Used};
use super::{Notes, Refusal, Source};
use crate::finding::Finding;
use crate::finding::codes::import_container::NOTHING_INSIDE;
use crate::import::grid::Sheet;

mod page;

use page::Page;

/// Reads the tables of a page.
///
/// # Errors
/// There is none, or a limit is reached.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    let decoded = decode_named(source.bytes, charset(source.bytes).as_deref());
    notes.evidence.push(decoded.evidence.clone());
    super::note_mixed(source, &decoded.changes, notes);
    let mut used = Used::default();
    let Some(sheet) = sheet(source, &decoded.text, &mut used, notes)? else {
        return Err(nothing(source, frames(&decoded.text)));
    };
    Ok(vec![sheet])
}

/// The tables of a decoded page as one sheet; `None` where there is none.
///
/// # Errors
/// A limit is reached.
pub(super) fn sheet(
    source: Source<'_>,
    text: &str,
    used: &mut Used,
    notes: &mut Notes,
) -> Result<Option<Sheet>, Refusal> {
    let name = sheet_names(text).into_iter().next().unwrap_or_else(|| "网页".to_owned());
    let page = Page::new(SheetBuilder::new(source, name, false), *used, source.limits.depth);
    let tokenizer = Tokenizer::new(Sink(RefCell::new(page)), TokenizerOpts::default());
    let queue = BufferQueue::default();
    // In pieces, so that the token buffers stay small.
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = rest.len().min(1 << 20);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        queue.push_back(StrTendril::from_slice(&rest[..end]));
        rest = &rest[end..];
        _ = tokenizer.feed(&queue);
        if tokenizer.sink.0.borrow().failed() {
            break;
        }
    }
    tokenizer.end();
    let (builder, tables, after, cut) = tokenizer.sink.0.into_inner().finish()?;
    *used = after;
    notes.findings.extend(cut);
    Ok((tables > 0).then(|| builder.finish(notes)))
}

/// The finding that a page has no table.
pub(super) fn nothing(source: Source<'_>, frames: bool) -> Refusal {
    let what = if frames {
        "这是网页框架，表格在它旁边的文件夹里的其他文件；这个文件"
    } else {
        "网页"
    };
    Box::new(Finding::new(&NOTHING_INSIDE).at(source.whole()).with("what", what))
}

/// Whether the page only shows other files.
fn frames(text: &str) -> bool {
    text.to_ascii_lowercase().contains("<frameset")
}

/// The encoding that a `<meta>` names.
pub(super) fn charset(bytes: &[u8]) -> Option<String> {
    let head: String = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let after = head.split_once("charset")?.1.trim_start().strip_prefix('=')?;
    let after = after.trim_start().trim_start_matches(['"', '\'']);
    let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(after.len());
    Some(after[..end].to_owned())
}

/// Names of the sheets in the note that Excel leaves in its pages.
pub(super) fn sheet_names(text: &str) -> Vec<String> {
    let end = text.find("<body").or_else(|| text.find("<BODY")).unwrap_or_else(|| text.len().min(1 << 16));
    let head = text.get(..end).unwrap_or_default();
    head.split("<x:Name>").skip(1).filter_map(|after| Some(after.split_once("</x:Name>")?.0.to_owned())).collect()
}

struct Sink<'a>(RefCell<Page<'a>>);

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => page.text(&text),
            Token::TagToken(tag) => {
                tell(&mut page, &tag);
                return state(&tag);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The attributes of a tag.
struct Attributes<'a>(&'a [Attribute]);

impl Attributes<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }
}

fn tell(page: &mut Page<'_>, tag: &Tag) {
    match tag.kind {
        TagKind::StartTag => {
            page.open(&tag.name, &Attributes(&tag.attrs));
            if tag.self_closing && matches!(&*tag.name, "td" | "th") {
                page.close(&tag.name);
            }
        }
        TagKind::EndTag => page.close(&tag.name),
    }
}

/// Scripts and the like are no markup up to their end tag.
fn state(tag: &Tag) -> TokenSinkResult<()> {
    if tag.kind == TagKind::EndTag || tag.self_closing {
        return TokenSinkResult::Continue;
    }
    match &*tag.name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}
