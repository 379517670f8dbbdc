//! Where the records of a part stand in the whole text that it was cut out of.

/// The beginnings of pieces that stood apart: records and lines in the part, and in the whole. Without any the part is the
/// whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Places(Vec<Place>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    part: (u32, u32),
    whole: (u32, u32),
}

impl Places {
    /// Adds a piece that begins at `part` and stood at `whole`, both record and line counted from 0; pieces come in order.
    pub fn add(&mut self, part: (u32, u32), whole: (u32, u32)) {
        self.0.push(Place { part, whole });
    }

    /// Record and line in the whole of those in the part.
    pub fn in_whole(&self, record: u32, line: u32) -> (u32, u32) {
        let after = self.0.partition_point(|place| place.part.0 <= record);
        match after.checked_sub(1).and_then(|at| self.0.get(at)) {
            Some(place) => (place.whole.0 + (record - place.part.0), place.whole.1 + line.saturating_sub(place.part.1)),
            None => (record, line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_keep_the_places_that_they_had() {
        let mut places = Places::default();
        places.add((2, 2), (10, 12));
        places.add((5, 5), (100, 130));
        for (part, whole) in
            [((0, 0), (0, 0)), ((1, 1), (1, 1)), ((2, 2), (10, 12)), ((4, 4), (12, 14)), ((6, 7), (101, 132))]
        {
            assert_eq!(places.in_whole(part.0, part.1), whole);
        }
    }
}
