//! Which encoding a text is in, and why.
//!
//! In this order: a byte order mark; NUL bytes at every other place (UTF-16); valid UTF-8, where a character cut off at the
//! end is forgiven; valid GB18030. Two readings that both are valid are decided by which of them reads as Chinese: by the
//! share of characters that lie in GB2312's symbols and level 1, the 3,755 characters in daily use.

use std::sync::LazyLock;

use crate::finding::Words;
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

mod mixed;

use mixed::{Mixed, mixed};

/// A decoded text and how it was decoded.
pub(super) struct Decoded {
    /// The text; what is no character is U+FFFD.
    pub text: String,
    /// Name of the encoding: `GB18030`, `UTF-8`.
    pub encoding: &'static str,
    /// Why, in Chinese.
    pub evidence: String,
    /// Why it may be another one, in Chinese.
    pub doubt: Option<Words>,
    /// Sequences of bytes that are no character, without the one cut off at the end.
    pub malformed: usize,
    /// Whether the text ends inside a character.
    pub cut: bool,
    /// Where it is in two encodings: from which lines on, counted from 0, in which.
    pub changes: Vec<(usize, &'static str)>,
}

/// Decodes a text of unknown encoding.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        if encoding == UTF_8
            && std::str::from_utf8(&bytes[mark..]).is_err()
            && let Some(mixed) = mixed(&bytes[mark..])
        {
            return in_two(mixed);
        }
        return finish(attempt(encoding, &bytes[mark..]), "有 BOM（文件开头的编码标记）".to_owned(), None);
    }
    if let Some((encoding, why)) = utf16(bytes) {
        return finish(attempt(encoding, bytes), why, None);
    }
    if bytes.is_ascii() {
        return finish(attempt(UTF_8, bytes), "全部是英文字符和数字".to_owned(), None);
    }
    // A large text is read a second way only where the first leaves a doubt.
    if std::str::from_utf8(bytes).is_ok() || ends_inside_a_character(bytes) {
        return valid_utf8(attempt(UTF_8, bytes), bytes);
    }
    if let Some(mixed) = mixed(bytes).filter(|mixed| mixed.read.malformed == 0) {
        return in_two(mixed);
    }
    let gb = attempt(GB18030, bytes);
    if gb.malformed == 0 { valid_gb18030(gb, bytes) } else { broken(attempt(UTF_8, bytes), gb) }
}

fn in_two(mixed: Mixed) -> Decoded {
    let why = "一部分行是 UTF-8，一部分行是 GB18030，逐行读取".to_owned();
    Decoded { changes: mixed.changes, ..finish(mixed.read, why, None) }
}

/// Whether everything but the last bytes, which begin a character, is UTF-8.
fn ends_inside_a_character(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Decodes a text of which it is known how.
pub(super) fn decode_by(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    finish(attempt(encoding, bytes), "与文件开头相同".to_owned(), None)
}

/// Decodes a text that names its own encoding (`charset` of a page, `encoding` of XML).
///
/// The name is believed only where the text reads better by it: exporters declare GB2312 and write UTF-8, and the reverse.
pub(super) fn decode_named(bytes: &[u8], label: Option<&str>) -> Decoded {
    let detected = decode(bytes);
    let Some(named) = label.and_then(|label| Encoding::for_label(label.trim().as_bytes())) else { return detected };
    let named = if named == encoding_rs::GBK { GB18030 } else { named };
    if detected.encoding.eq_ignore_ascii_case(named.name()) {
        return Decoded {
            evidence: format!("编码：{}（文件自己写明）", detected.encoding), doubt: None, ..detected
        };
    }
    if bytes.is_ascii() || named == UTF_16LE || named == UTF_16BE {
        return detected;
    }
    let read = attempt(named, bytes);
    if read.malformed == 0 && Common::of(&read.text).percent() > Common::of(&detected.text).percent() {
        return finish(read, "文件自己写明".to_owned(), None);
    }
    let evidence = format!("{}；文件写明的是 {}，那样读不通", detected.evidence, named.name());
    Decoded { evidence, ..detected }
}

/// Bytes decoded at a time.
const PIECE: usize = 8192;

/// A text read in one encoding.
struct Attempt {
    encoding: &'static Encoding,
    text: String,
    malformed: usize,
    cut: bool,
}

fn attempt(encoding: &'static Encoding, bytes: &[u8]) -> Attempt {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len());
    // Decoding into the text itself would clear all its spare room at every broken character.
    let mut piece = "\0".repeat(PIECE);
    let mut rest = bytes;
    let (mut malformed, mut cut) = (0, false);
    loop {
        let (outcome, read, written) = decoder.decode_to_str_without_replacement(rest, &mut piece, true);
        text.push_str(&piece[..written]);
        rest = &rest[read..];
        match outcome {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                text.push(char::REPLACEMENT_CHARACTER);
                // A sequence that ends with the file lacks its end; anything else is broken.
                cut = rest.is_empty() && incomplete(encoding, bytes);
                malformed += usize::from(!cut);
            }
        }
    }
    text.shrink_to_fit();
    Attempt { encoding, text, malformed, cut }
}

/// Whether the last bytes begin a character that goes on after the end.
fn incomplete(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let padding: &[&[u8]] = if encoding == UTF_8 {
        &[&[0x80], &[0x80, 0x80], &[0xA0, 0x80], &[0x90, 0x80, 0x80], &[0x80, 0x80, 0x80]]
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        &[&[0x4E]]
    } else {
        &[&[0xA1], &[0x81, 0x30], &[0x30, 0x81, 0x30]]
    };
    let tail = &bytes[bytes.len().saturating_sub(8)..];
    // From every start in the tail, so that starting inside a character does not decide it.
    padding.iter().any(|more| {
        let whole = [tail, more].concat();
        (0..tail.len()).any(|from| {
            let fits = encoding.decode_without_bom_handling_and_without_replacement(&whole[from..]).is_some();
            fits && encoding.decode_without_bom_handling_and_without_replacement(&tail[from..]).is_none()
        })
    })
}

fn finish(read: Attempt, why: String, doubt: Option<Words>) -> Decoded {
    let encoding = read.encoding.name();
    let encoding = if encoding.eq_ignore_ascii_case("gb18030") { "GB18030" } else { encoding };
    Decoded {
        text: read.text,
        encoding,
        evidence: format!("编码：{encoding}（{why}）"),
        doubt,
        malformed: read.malformed,
        cut: read.cut,
        changes: Vec::new(),
    }
}

/// UTF-16 without a mark: NUL bytes, three times as many at one parity as at the other, and a text that reads.
fn utf16(bytes: &[u8]) -> Option<(&'static Encoding, String)> {
    let head = &bytes[..bytes.len().min(64 * 1024) & !1];
    let nuls = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let (most, least, encoding) = if odd >= even { (odd, even, UTF_16LE) } else { (even, odd, UTF_16BE) };
    if most < 2 || most < 3 * least || most * 100 < head.len() {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(head)?;
    let read = text.chars().filter(|c| plausible(*c)).count();
    (read * 10 >= text.chars().count() * 9)
        .then(|| (encoding, format!("没有 BOM；空字节有 {most} 个在{}数位置", if odd >= even { "偶" } else { "奇" })))
}

/// What a Chinese table is made of.
fn plausible(c: char) -> bool {
    matches!(c, '\t' | '\r' | '\n' | ' '..='~' | '\u{A0}'..='\u{FF}' | '\u{2000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FFEF}' | '\u{20000}'..='\u{2FFFF}')
}

fn valid_utf8(utf8: Attempt, bytes: &[u8]) -> Decoded {
    let as_utf8 = Common::of(&utf8.text).percent();
    // Bytes of common GBK words can be valid UTF-8 by chance; they then read as letters that no table has.
    let gb = (as_utf8 < 50).then(|| attempt(GB18030, bytes)).filter(|gb| gb.malformed == 0 && !gb.cut);
    if let Some(gb) = gb
        && Common::of(&gb.text).percent() > as_utf8
    {
        let as_gb = Common::of(&gb.text).percent();
        let why = format!("字节也是合法的 UTF-8，但那样读没有意义；常用汉字占 {as_gb}%，按 UTF-8 只占 {as_utf8}%");
        return finish(
            gb,
            why,
            Some(Words {
                zh: "文字很短，字节同时也是合法的 UTF-8",
                en: "the text is short and its bytes are UTF-8 as well",
            }),
        );
    }
    let why =
        if utf8.cut { "没有 BOM；除末尾半个字外全部合法" } else { "没有 BOM；全部字节合法" };
    finish(utf8, why.to_owned(), None)
}

fn valid_gb18030(gb: Attempt, bytes: &[u8]) -> Decoded {
    let common = Common::of(&gb.text).percent();
    if common < 50 {
        let utf8 = attempt(UTF_8, bytes);
        let as_utf8 = Common::of(&utf8.text).percent();
        if as_utf8 >= 50 {
            let why = format!("有 {} 处不合法的字节；常用汉字占 {as_utf8}%，按 GB18030 只占 {common}%", utf8.malformed);
            return finish(utf8, why, None);
        }
        let big5 = attempt(BIG5, bytes);
        if big5.malformed == 0 {
            let why = format!("不是合法的 UTF-8；按 GB18030 读常用汉字只占 {common}%，而按 Big5 合法");
            return finish(
                big5,
                why,
                Some(Words {
                    zh: "也可以按 GB18030 读；繁体编码在财政系统里少见",
                    en: "it may be GB18030 too; finance systems rarely use it",
                }),
            );
        }
    }
    let doubt =
        (common < 50).then_some(Words { zh: "读出的多是生僻字", en: "most of its characters are rare ones" });
    finish(gb, format!("不是合法的 UTF-8；常用汉字占 {common}%"), doubt)
}

/// Neither reading is valid: the one that reads as Chinese all the same, then the one with fewer broken places.
fn broken(utf8: Attempt, gb: Attempt) -> Decoded {
    let (as_utf8, as_gb) = (Common::of(&utf8.text).percent(), Common::of(&gb.text).percent());
    let utf8_first = (as_gb, utf8.malformed) <= (as_utf8, gb.malformed);
    let (best, share, other) = if utf8_first { (utf8, as_utf8, as_gb) } else { (gb, as_gb, as_utf8) };
    let why = format!("有 {} 处不合法的字节；常用汉字占 {share}%，换一种编码读只占 {other}%", best.malformed);
    finish(best, why, None)
}

/// How many of a text's characters beyond ASCII are in common use.
struct Common {
    common: usize,
    all: usize,
}

impl Common {
    fn of(text: &str) -> Common {
        let mut counted = Common { common: 0, all: 0 };
        let daily = daily();
        for c in text.chars().filter(|c| !c.is_ascii()).take(100_000) {
            counted.all += 1;
            counted.common += usize::from(daily.binary_search(&c).is_ok());
        }
        counted
    }

    fn percent(&self) -> usize {
        (self.common * 100).checked_div(self.all).unwrap_or(100)
    }
}

/// The characters of GB2312's symbols (rows 1–3) and level 1 (rows 16–55), in order. Decoding them all once is quicker than
/// encoding a few hundred, since the way back is a search.
fn daily() -> &'static [char] {
    static DAILY: LazyLock<Vec<char>> = LazyLock::new(|| {
        let rows = (0xA1..=0xA3).chain(0xB0..=0xD7);
        let pairs = rows.flat_map(|lead: u8| (0xA1..=0xFE).flat_map(move |trail: u8| [lead, trail]));
        let bytes: Vec<u8> = pairs.collect();
        let mut daily: Vec<char> = GB18030.decode_without_bom_handling(&bytes).0.chars().collect();
        daily.sort_unstable();
        daily.dedup();
        daily
    });
    &DAILY
}

#[cfg(test)]
mod tests;
