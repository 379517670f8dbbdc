//! Markup: every text goes through [`escaped`], since it comes from files that anybody made.

use crate::finding::render::{Language, clean};

const STYLE: &str = include_str!("report.css");
/// Nothing may be loaded or run, whatever a text holds.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// A page as it grows.
#[derive(Debug)]
pub(super) struct Page {
    language: Language,
    text: String,
}

impl Page {
    /// An empty page.
    pub fn new(language: Language) -> Page {
        Page { language, text: String::new() }
    }

    /// The language of the texts.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text in the page's language.
    pub fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// Everything before the content, and the page's own heading.
    pub fn begin(&mut self, title: &str, generator: &str) {
        let lang = self.pick("zh-CN", "en");
        let (title, generator) = (escaped(title), escaped(generator));
        self.text.push_str(&format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"{generator}\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p class=\"about\">{generator}</p>\n"
        ));
    }

    /// The finished page.
    pub fn end(mut self) -> Vec<u8> {
        self.text.push_str("</body>\n</html>\n");
        self.text.into_bytes()
    }

    /// Begins an element; `class` may be empty.
    pub fn open(&mut self, name: &str, class: &str) {
        self.tag(name, class);
        self.text.push('\n');
    }

    /// Ends an element.
    pub fn close(&mut self, name: &str) {
        self.text.push_str(&format!("</{name}>\n"));
    }

    /// A heading; `id` may be empty.
    pub fn heading(&mut self, level: u8, id: &str, words: &str) {
        let id = if id.is_empty() { String::new() } else { format!(" id=\"{}\"", escaped(id)) };
        self.text.push_str(&format!("<h{level}{id}>{}</h{level}>\n", escaped(words)));
    }

    /// A paragraph.
    pub fn paragraph(&mut self, class: &str, words: &str) {
        self.element("p", class, words);
    }

    /// An element that holds only words.
    pub fn element(&mut self, name: &str, class: &str, words: &str) {
        self.tag(name, class);
        self.text.push_str(&escaped(words));
        self.close(name);
    }

    /// Begins a table with its head.
    pub fn table(&mut self, class: &str, heads: &[&str]) {
        self.open("table", class);
        self.text.push_str("<thead><tr>");
        for head in heads {
            self.text.push_str(&format!("<th>{}</th>", escaped(head)));
        }
        self.text.push_str("</tr></thead>\n<tbody>\n");
    }

    /// Ends a table.
    pub fn end_table(&mut self) {
        self.text.push_str("</tbody>\n</table>\n");
    }

    /// Begins a row.
    pub fn row(&mut self, class: &str) {
        self.tag("tr", class);
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        self.close("tr");
    }

    /// A cell.
    pub fn cell(&mut self, class: &str, words: &str) {
        self.tag("td", class);
        self.text.push_str(&format!("{}</td>", escaped(words)));
    }

    /// A cell that leads to a place of this page.
    pub fn link_cell(&mut self, target: &str, words: &str) {
        self.text.push_str(&format!("<td><a href=\"{}\">{}</a></td>", escaped(target), escaped(words)));
    }

    fn tag(&mut self, name: &str, class: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{}\"", escaped(class)) };
        self.text.push_str(&format!("<{name}{class}>"));
    }
}

/// The text as it can stand between tags and in quoted attributes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(escaped("<a href='x'>\"&\u{1b}\u{202e}"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;\u{fffd}\u{fffd}");
    }
}
