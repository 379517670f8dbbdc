//! What holds for all rules of the check room together.

use std::collections::BTreeSet;

use gongkai::check::rules;
use gongkai::finding::codes;

#[test]
fn codes_are_unique_in_order_and_not_taken_from_the_dead() {
    let ids: Vec<&str> = rules::ALL.iter().map(|rule| rule.code.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    let mut seen: BTreeSet<&str> = codes::all().iter().map(|code| code.id).collect();
    for id in ids {
        assert!(id.starts_with("GK-C"), "{id}");
        assert!(seen.insert(id), "{id} is given twice");
        assert!(!codes::RETIRED.contains(&id), "{id} was retired");
    }
}

#[test]
fn every_rule_has_a_whole_manual_page() {
    for rule in rules::ALL {
        let page = rule.code.manual();
        for heading in ["## 查什么", "## 为什么", "## 依据", "## 例", "## 怎么办"] {
            assert!(page.contains(heading), "{} lacks “{heading}”", rule.code.id);
        }
    }
}
