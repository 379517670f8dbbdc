//! JSON with a line for each element of its lists: a budget has tens of thousands of lines, and a line of JSON for each is
//! as readable as twenty, at half the size.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Containers that are spread over lines: the whole, and what stands right in it.
const SPREAD: usize = 2;

/// The value, ending with a line break.
pub fn lined(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 << 16);
    // The types of this program have string keys and no numbers that JSON lacks, so nothing can fail.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut bytes, Lined::default()));
    bytes.push(b'\n');
    bytes
}

#[derive(Default)]
struct Lined {
    /// Containers around what is written.
    depth: usize,
    /// Whether the innermost has anything in it.
    filled: bool,
}

impl Lined {
    fn begin(&mut self, out: &mut (impl io::Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn end(&mut self, out: &mut (impl io::Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled && self.depth < SPREAD {
            self.line(out)?;
        }
        out.write_all(bracket)
    }

    fn element(&self, out: &mut (impl io::Write + ?Sized), first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        if self.depth <= SPREAD { self.line(out) } else { Ok(()) }
    }

    fn line(&self, out: &mut (impl io::Write + ?Sized)) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Lined {
    fn begin_array<W: io::Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"[")
    }

    fn end_array<W: io::Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: io::Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.element(out, first)
    }

    fn end_array_value<W: io::Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: io::Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"{")
    }

    fn end_object<W: io::Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"}")
    }

    fn begin_object_key<W: io::Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.element(out, first)
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(if self.depth <= SPREAD { b": " } else { b":" })
    }

    fn end_object_value<W: io::Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_element_of_a_list_has_its_line() {
        let value = serde_json::json!({ "a": 1, "none": [], "b": { "c": "d" }, "e": [{ "f": [1, 2], "g": {} }, {}] });
        let text = String::from_utf8(lined(&value)).unwrap();
        let wanted = "{\n  \"a\": 1,\n  \"none\": [],\n  \"b\": {\n    \"c\": \"d\"\n  },\n  \"e\": [\n    \
                      {\"f\":[1,2],\"g\":{}},\n    {}\n  ]\n}\n";
        assert_eq!(text, wanted);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
