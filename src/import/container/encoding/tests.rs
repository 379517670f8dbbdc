use encoding_rs::GBK;
use proptest::prelude::*;

use super::*;

const TABLE: &str = "单位编码,单位名称,功能分类科目,金额\r\n434001,平乡县人民政府办公室,2010301-行政运行,1166.60\r\n";

fn gbk(text: &str) -> Vec<u8> {
    GBK.encode(text).0.into_owned()
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let text = if mark { format!("\u{FEFF}{text}") } else { text.to_owned() };
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn each_encoding_is_recognised() {
    for (bytes, encoding) in [
        (TABLE.as_bytes().to_vec(), "UTF-8"),
        ([b"\xEF\xBB\xBF", TABLE.as_bytes()].concat(), "UTF-8"),
        (gbk(TABLE), "GB18030"),
        (utf16(TABLE, false, true), "UTF-16LE"),
        (utf16(TABLE, true, true), "UTF-16BE"),
        (utf16(TABLE, false, false), "UTF-16LE"),
        (utf16(TABLE, true, false), "UTF-16BE"),
    ] {
        let decoded = decode(&bytes);
        assert_eq!((decoded.encoding, &*decoded.text, decoded.malformed), (encoding, TABLE, 0), "{}", decoded.evidence);
        assert!(!decoded.cut && decoded.doubt.is_none());
    }
}

#[test]
fn four_byte_characters_are_read() {
    let text = format!("{TABLE}㐀𠮷,1");
    let bytes = GB18030.encode(&text).0.into_owned();
    assert_eq!(decode(&bytes).text, text);
}

#[test]
fn traditional_chinese_is_big5_with_a_doubt() {
    let text = "單位編碼,單位名稱,預算金額\r\n001,財政廳辦公室,說明";
    let decoded = decode(&BIG5.encode(text).0);
    assert_eq!((decoded.encoding, &*decoded.text), ("Big5", text), "{}", decoded.evidence);
    assert!(decoded.doubt.is_some());
}

#[test]
fn a_short_gbk_word_that_is_also_utf8_is_read_as_chinese() {
    // C4 A3 is 模 in GBK and ģ in UTF-8; D6 B5 is 值 or ֵ.
    let decoded = decode(b"\xC4\xA3\xD6\xB5,1");
    assert_eq!((decoded.encoding, &*decoded.text), ("GB18030", "模值,1"));
    assert!(decoded.doubt.is_some());
    // The same in the other direction: 你好 in UTF-8 is 浣犲ソ in GBK.
    assert_eq!(decode("你好,1".as_bytes()).text, "你好,1");
}

#[test]
fn a_broken_byte_leaves_the_rest_readable() {
    let mut bytes = gbk(TABLE);
    let at = bytes.iter().position(|byte| *byte >= 0x80).unwrap() + 1;
    bytes[at] = 0xFF;
    let decoded = decode(&bytes);
    assert_eq!((decoded.encoding, decoded.malformed), ("GB18030", 1), "{}", decoded.evidence);
    assert!(decoded.text.contains("单位名称") && decoded.text.contains('\u{FFFD}'));

    let mut bytes = TABLE.as_bytes().to_vec();
    bytes[1] = b'x';
    let decoded = decode(&bytes);
    assert_eq!(decoded.encoding, "UTF-8", "{}", decoded.evidence);
    assert!(decoded.malformed > 0 && decoded.text.contains("单位名称"));
}

#[test]
fn a_cut_last_character_is_no_other_encoding() {
    let text = format!("{TABLE}434002,数据中心");
    for bytes in [text.clone().into_bytes(), gbk(&text), utf16(&text, false, true), utf16(&text, true, false)] {
        let whole = decode(&bytes).encoding;
        let cut = decode(&bytes[..bytes.len() - 1]);
        assert_eq!((cut.encoding, cut.malformed, cut.cut), (whole, 0, true), "{}", cut.evidence);
        assert!(cut.text.contains("数据中"), "{}", cut.text);
    }
}

proptest! {
    #[test]
    fn any_bytes_decode(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let decoded = decode(&bytes);
        prop_assert!(decoded.evidence.contains(decoded.encoding));
    }

    #[test]
    fn longer_chinese_is_exact(words in "(单位|预算|金额|支出|事业|专项|办公|设备|公用|经费|,|\r\n|[0-9]{1,6}){20,60}") {
        for bytes in [words.clone().into_bytes(), gbk(&words), utf16(&words, false, true)] {
            prop_assert_eq!(decode(&bytes).text, words.clone());
        }
    }
}
