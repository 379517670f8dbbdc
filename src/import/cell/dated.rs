//! Numbers that a format shows as dates: codes and years lie in such cells when a column was given the wrong format.

/// Days from the epoch of the spreadsheets to 1970-01-01.
const TO_1970: i64 = 25_569;

/// The number of a day that is shown as a date (`3088-04-02`), or the number itself where it is beyond all dates; `None` for a
/// time of the day.
pub(in crate::import) fn serial(shown: &str) -> Option<String> {
    let (day, time) = shown.split_once(' ').unwrap_or((shown, ""));
    if !time.is_empty() || !day.is_ascii() {
        return None;
    }
    if day.len() > 4 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(day.to_owned());
    }
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    // Excel counts a 29th of February 1900.
    if (year, month, day) == (1900, 2, 29) {
        return Some("60".to_owned());
    }
    let number = days(year, month, day) + TO_1970;
    Some((if number <= 60 { number - 1 } else { number }).to_string())
}

/// The year of a cell of years: the number where it is one, else the year that the date shows.
pub(in crate::import) fn year(shown: &str) -> Option<u16> {
    let number = serial(shown).and_then(|serial| super::year::in_cell(&serial));
    number.or_else(|| super::year::in_cell(shown.split('-').next()?))
}

/// Days from 1970-01-01 to a civil date, with years that begin in March so that the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_its_number_again() {
        for (shown, expected) in [
            ("3088-04-01", Some("434001")),
            ("7404-03-06", Some("2010361")),
            ("1900-01-01", Some("1")),
            ("1900-02-28", Some("59")),
            ("1900-02-29", Some("60")),
            ("1900-03-01", Some("61")),
            ("13010301", Some("13010301")),
            ("2024-01-31", Some("45322")),
            ("2024-01-31 08:30:00", None),
            ("08:30:00", None),
            ("甲", None),
            ("", None),
        ] {
            assert_eq!(serial(shown).as_deref(), expected, "{shown}");
        }
    }

    #[test]
    fn a_year_is_the_number_or_what_is_shown() {
        assert_eq!(year("1905-07-16"), Some(2024));
        assert_eq!(year("2024-01-01"), Some(2024));
        assert_eq!(year("08:30:00"), None);
    }
}
