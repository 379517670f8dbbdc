//! The files of `src/`, with what is only said (comments), quoted (strings) or tried (tests) told from what is done.

use std::path::{Path, PathBuf};

/// One file of `src/`.
pub struct Source {
    /// Path from the crate's folder, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// The text without comments and without unit tests; line breaks stay.
    pub code: String,
    /// The same without the contents of strings and characters.
    pub bare: String,
}

impl Source {
    /// Takes a text apart.
    pub fn new(path: &str, text: &str) -> Source {
        let tests = path.ends_with("/tests.rs") || path.contains("/tests/");
        let done = if tests { "" } else { without_tests(text) };
        Source { path: path.to_owned(), text: text.to_owned(), code: blanked(done, false), bare: blanked(done, true) }
    }

    /// The module's path in the crate: `["import", "grid"]`; empty for the crate's root.
    pub fn module(&self) -> Vec<&str> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut parts: Vec<&str> = inner.split('/').collect();
        if matches!(parts.last(), Some(&("mod" | "lib" | "main"))) {
            parts.pop();
        }
        parts
    }

    /// The first part of the module's path: the room.
    pub fn room(&self) -> Option<&str> {
        self.module().first().copied()
    }
}

/// Every `.rs` file below `src/`, in order of path.
pub fn all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("src"), &mut paths);
    paths.sort();
    let sources: Vec<Source> = paths
        .iter()
        .map(|path| {
            let relative = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            Source::new(&relative, &std::fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(sources.len() > 20, "src was not found");
    sources
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// The text up to an inline `#[cfg(test)] mod …`, which stands at the end of a file.
fn without_tests(text: &str) -> &str {
    let inline = text.match_indices("#[cfg(test)]").find(|(at, mark)| {
        let next = text[at + mark.len()..].trim_start().lines().next().unwrap_or("");
        next.starts_with("mod ") && next.trim_end().ends_with('{')
    });
    inline.map_or(text, |(at, _)| &text[..at])
}

/// The text with comments, and `strings` too where asked, turned into blanks.
fn blanked(text: &str, strings: bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, keep) = match piece(rest) {
            Piece::Comment(length) => (length, false),
            Piece::Quoted(length) => (length, !strings),
            Piece::Other => (first.len_utf8(), true),
        };
        let (taken, after) = rest.split_at(length);
        if keep {
            out.push_str(taken);
        } else {
            out.extend(taken.chars().map(|c| if c == '\n' { c } else { ' ' }));
        }
        rest = after;
    }
    out
}

enum Piece {
    Comment(usize),
    Quoted(usize),
    Other,
}

/// What the text begins with, and its length in bytes.
fn piece(text: &str) -> Piece {
    if text.starts_with("//") {
        return Piece::Comment(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Piece::Comment(text.find("*/").map_or(text.len(), |at| at + 2));
    }
    if let Some(hashes) = raw_string(text) {
        let close = format!("\"{}", "#".repeat(hashes));
        let open = hashes + 2;
        return Piece::Quoted(text[open..].find(&close).map_or(text.len(), |at| open + at + close.len()));
    }
    match text.as_bytes() {
        [b'"', ..] => Piece::Quoted(closing(text, '"')),
        // A lifetime has no closing quote one character (or one escape) later.
        [b'\'', b'\\', ..] => Piece::Quoted(closing(text, '\'')),
        [b'\'', ..] if text.chars().nth(2) == Some('\'') => Piece::Quoted(closing(text, '\'')),
        _ => Piece::Other,
    }
}

/// The number of `#` of a raw string that the text begins with.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

/// The length up to and with the closing quote, escapes jumped over.
fn closing(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[test]
fn comments_strings_and_tests_are_told_from_code() {
    let text = "//! 2024\nuse a; /* b */ let s = \"//x \\\" 2024\"; let r = r#\"y\"\"#; let q = '\"'; fn f<'a>() {}\n\
                #[cfg(test)]\nmod tests {\n    use crate::cli;\n}\n";
    let source = Source::new("src/import/grid.rs", text);
    assert_eq!(
        source.code.trim(),
        "use a;         let s = \"//x \\\" 2024\"; let r = r#\"y\"\"#; let q = '\"'; fn f<'a>() {}"
    );
    assert!(!source.bare.contains("2024") && !source.bare.contains('y') && source.bare.contains("fn f<'a>() {}"));
    assert_eq!((source.module(), source.room()), (vec!["import", "grid"], Some("import")));
    assert_eq!(Source::new("src/lib.rs", "").room(), None);
    assert_eq!(Source::new("src/amount/tests.rs", "use crate::cli;").code, "");
}
