//! A quick number for bytes, by which what is equal is looked for; the same everywhere and in every run.

/// Mixes all bytes into a number. Not for what must resist somebody who wants two texts to have the same one: whoever looks
/// something up by it compares what he finds.
pub(crate) fn mix(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut mixed = bytes.len() as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        mixed = (mixed ^ u64::from_le_bytes(*word)).wrapping_mul(ODD).rotate_left(29);
    }
    let last = rest.iter().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
    mixed = (mixed ^ last).wrapping_mul(ODD);
    mixed ^ mixed >> 32
}

/// Numbers from 0 by what they stand for: a table of places that is looked through from the one that the mixed number gives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// 0 where a place is free, else the number and 1.
    places: Vec<u32>,
    taken: usize,
}

impl Index {
    /// The number that `is` recognises among those with the same mixed number.
    pub(crate) fn find(&self, mixed: u64, is: impl Fn(usize) -> bool) -> Option<usize> {
        if self.places.is_empty() {
            return None;
        }
        let mut place = self.first(mixed);
        loop {
            let number = self.places[place].checked_sub(1)? as usize;
            if is(number) {
                return Some(number);
            }
            place = (place + 1) & (self.places.len() - 1);
        }
    }

    /// Adds the next number, which [`Index::find`] did not find; `mixed_of` gives the mixed number of an earlier one.
    pub(crate) fn add(&mut self, mixed: u64, mixed_of: impl Fn(usize) -> u64) {
        if self.taken * 2 >= self.places.len() {
            let wider = (self.places.len() * 2).max(64);
            self.places = vec![0; wider];
            for number in 0..self.taken {
                self.put(mixed_of(number), number);
            }
        }
        self.put(mixed, self.taken);
        self.taken += 1;
    }

    fn put(&mut self, mixed: u64, number: usize) {
        let mut place = self.first(mixed);
        while self.places[place] != 0 {
            place = (place + 1) & (self.places.len() - 1);
        }
        self.places[place] = u32::try_from(number + 1).unwrap_or(u32::MAX);
    }

    fn first(&self, mixed: u64) -> usize {
        usize::try_from(mixed & (self.places.len() as u64 - 1)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_found_and_nothing_else() {
        let texts: Vec<String> = (0..5_000).map(|number| format!("{number}-某某项目")).collect();
        let mut numbers = Index::default();
        let of = |text: &str| mix(text.as_bytes());
        for text in &texts {
            assert_eq!(numbers.find(of(text), |number| texts[number] == *text), None);
            numbers.add(of(text), |number| of(&texts[number]));
        }
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(numbers.find(of(text), |number| texts[number] == *text), Some(at));
        }
        assert_eq!(numbers.find(of("没有"), |number| texts[number] == "没有"), None);
    }
}
