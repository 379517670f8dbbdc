//! A shortcut (.lnk) to a program, as bytes.
//!
//! Source: \[MS-SHLLINK\] Shell Link Binary File Format. What Windows calls the id list is written as Windows XP and later write
//! it for a path on a drive (items of the shell's file-system folder, each with its long name in an extension block), and the
//! link information beside it, which readers use that do not know the items.

use encoding_rs::GBK;

/// The shell's own folder “我的电脑” ({20D04FE0-3AEA-1069-A2D8-08002B30309D}), in the order of bytes on disk.
const COMPUTER: [u8; 16] =
    [0xE0, 0x4F, 0xD0, 0x20, 0xEA, 0x3A, 0x69, 0x10, 0xA2, 0xD8, 0x08, 0x00, 0x2B, 0x30, 0x30, 0x9D];
/// The class of shell links ({00021401-0000-0000-C000-000000000046}).
const LINK: [u8; 16] = [0x01, 0x14, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];
/// 1 January 1980, the first date that this form of date can say.
const DATE: u16 = 0x0021;
const FOLDER: u32 = 0x10;
const FILE: u32 = 0x20;

/// The shortcut to the file `target`, which is an absolute path on a drive (`D:\公开\gongkai.exe`); `None` for any other path:
/// one in the network has no drive, and needs another form of shortcut.
pub fn shortcut(target: &str) -> Option<Vec<u8>> {
    let (drive, rest) = target.split_at_checked(3)?;
    let mut letters = drive.chars();
    let on_drive = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && letters.as_str() == ":\\";
    let names: Vec<&str> = rest.split('\\').collect();
    if !on_drive || names.iter().any(|name| name.is_empty()) {
        return None;
    }
    Some([header(), id_list(drive, &names), link_information(target), vec![0; 4]].concat())
}

fn header() -> Vec<u8> {
    // HasLinkTargetIDList, HasLinkInfo, IsUnicode
    const FLAGS: u32 = 0x01 | 0x02 | 0x80;
    const SHOWN_NORMALLY: u32 = 1;
    let mut bytes = 0x4C_u32.to_le_bytes().to_vec();
    bytes.extend(LINK);
    bytes.extend(FLAGS.to_le_bytes());
    bytes.extend(FILE.to_le_bytes());
    // Three times, the size and the icon's number: nothing of these is known or needed.
    bytes.extend([0; 3 * 8 + 4 + 4]);
    bytes.extend(SHOWN_NORMALLY.to_le_bytes());
    bytes.extend([0; 2 + 2 + 4 + 4]);
    bytes
}

fn id_list(drive: &str, names: &[&str]) -> Vec<u8> {
    let mut items = item(&[&[0x1F, 0x50], &COMPUTER[..]].concat());
    let mut letter = vec![0x2F];
    letter.extend(drive.bytes());
    letter.resize(23, 0);
    items.extend(item(&letter));
    for (index, name) in names.iter().enumerate() {
        let kind = if index + 1 == names.len() { FILE } else { FOLDER };
        items.extend(entry(name, kind));
    }
    items.extend([0, 0]);
    [length(items.len()).to_vec(), items].concat()
}

/// A folder or file in its folder: short name, then the long one in an extension block.
fn entry(name: &str, kind: u32) -> Vec<u8> {
    let mut body = vec![if kind == FILE { 0x32 } else { 0x31 }, 0];
    body.extend([0; 4]);
    body.extend(DATE.to_le_bytes());
    body.extend([0; 2]);
    body.extend(length(usize::try_from(kind).unwrap_or_default()));
    body.extend(narrow(name));
    body.push(0);
    if body.len() % 2 == 1 {
        body.push(0);
    }
    // The item's own length stands before the body.
    let start = body.len() + 2;
    let long: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    let mut extension = length(0x14 + long.len() + 2).to_vec();
    extension.extend([0x03, 0x00, 0x04, 0x00, 0xEF, 0xBE]);
    extension.extend(DATE.to_le_bytes());
    extension.extend([0; 2]);
    extension.extend(DATE.to_le_bytes());
    extension.extend([0; 2]);
    extension.extend([0x14, 0, 0, 0]);
    extension.extend(long);
    extension.extend(length(start));
    body.extend(extension);
    item(&body)
}

fn item(body: &[u8]) -> Vec<u8> {
    [&length(body.len() + 2), body].concat()
}

/// Where the target is, for readers that do not know the id list.
fn link_information(target: &str) -> Vec<u8> {
    const HEADER: usize = 0x24;
    // A fixed drive without serial number and label.
    let volume = [&0x11_u32.to_le_bytes()[..], &3_u32.to_le_bytes(), &[0; 4], &0x10_u32.to_le_bytes(), &[0]].concat();
    let narrow = [narrow(target), vec![0]].concat();
    let wide: Vec<u8> = target.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    let at_narrow = HEADER + volume.len();
    let at_suffix = at_narrow + narrow.len();
    let at_wide = at_suffix + 1;
    let at_wide_suffix = at_wide + wide.len();
    let size = at_wide_suffix + 2;
    // VolumeIDAndLocalBasePath; the network's offset is 0.
    let words = [size, HEADER, 1, HEADER, at_narrow, 0, at_suffix, at_wide, at_wide_suffix];
    let mut bytes: Vec<u8> =
        words.into_iter().flat_map(|word| u32::try_from(word).unwrap_or_default().to_le_bytes()).collect();
    bytes.extend(volume);
    bytes.extend(narrow);
    bytes.push(0);
    bytes.extend(wide);
    bytes.extend([0, 0]);
    bytes
}

/// The name in the code page of a Chinese Windows, for readers of the old fields; the Unicode one stands beside it.
fn narrow(name: &str) -> Vec<u8> {
    let one = |letter: char| {
        let text = letter.to_string();
        let (bytes, _, lost) = GBK.encode(&text);
        if lost { vec![b'_'] } else { bytes.into_owned() }
    };
    name.chars().flat_map(one).collect()
}

/// A length in 16 bits; paths are shorter than that.
fn length(bytes: usize) -> [u8; 2] {
    u16::try_from(bytes).unwrap_or(u16::MAX).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_holds_the_path_twice_and_its_lengths_add_up() {
        let bytes = shortcut(r"D:\部门预算\gongkai.exe").unwrap();
        let word = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
        let list = word(0x4C);
        // Items follow one another to the empty one that ends the list.
        let mut at = 0x4E;
        let mut items = 0;
        while word(at) != 0 {
            at += word(at);
            items += 1;
        }
        assert_eq!((items, at + 2), (4, 0x4E + list));
        let information = at + 2;
        assert_eq!(information + word(information) + 4, bytes.len());
        let wide: Vec<u8> = r"D:\部门预算\gongkai.exe".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let at = information + word(information + 28);
        assert_eq!(&bytes[at..at + wide.len()], &wide[..]);
    }

    #[test]
    fn only_paths_on_a_drive_have_this_form() {
        for path in [r"\\server\share\gongkai.exe", "gongkai.exe", "D:gongkai.exe", "", r"D:\", r"D:\\x", "公开：x"]
        {
            assert_eq!(shortcut(path), None, "{path}");
        }
    }
}
