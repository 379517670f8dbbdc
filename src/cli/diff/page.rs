//! What differs, for people: by department and table, each figure with the lines behind it.

use crate::amount::{Amount, Unit};
use crate::cli::console::Loudness;
use crate::finding::Place;
use crate::finding::render::{Language, WIDTH, clean, figure, place, unit_word, wrap};
use crate::origin::Origin;
use crate::service::compare::{ChangeJson, DepartmentDiff, DiffReport, LineJson, SideJson};

/// Lines behind a figure that are shown unless all are asked for.
const SHOWN: usize = 5;

/// The page; with `--verbose` totals that only follow are listed too.
pub(super) fn text(report: &DiffReport, language: Language, loudness: Loudness) -> String {
    let page = Page { zh: language == Language::Chinese, language, all: loudness == Loudness::Verbose };
    let mut text = String::new();
    for department in &report.departments {
        page.department(department, &mut text);
    }
    for (sides, zh, en) in [
        (&report.only_old, "只有旧的一边有", "only on the old side"),
        (&report.only_new, "只有新的一边有", "only on the new side"),
    ] {
        for side in sides {
            text.push_str(&format!("{}：{}\n", page.named(side), page.pick(zh, en)));
        }
    }
    text
}

struct Page {
    zh: bool,
    language: Language,
    all: bool,
}

impl Page {
    fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        if self.zh { zh } else { en }
    }

    fn named(&self, side: &SideJson) -> String {
        clean(&format!("{} {}{}", side.owner, side.fiscal_year, self.pick(" 年", "")))
    }

    fn department(&self, department: &DepartmentDiff, text: &mut String) {
        let (old, new) = (self.named(&department.old), self.named(&department.new));
        let both = if old == new { new } else { format!("{old} → {new}") };
        let follow = department.changes.iter().filter(|change| change.follows).count();
        let own = department.changes.len() - follow;
        let said = match (own + follow, follow) {
            (0, _) => self.pick("没有不同", "nothing differs").to_owned(),
            (_, 0) if self.zh => format!("{own} 处不同"),
            (_, 0) => format!("{own} figures differ"),
            _ if self.zh => format!("{own} 处不同，另有 {follow} 处合计随之变化"),
            _ => format!("{own} figures differ, and {follow} totals with them"),
        };
        self.wrapped(0, &format!("{both}{}{said}", self.pick("：", ": ")), text);
        let mut table = "";
        for change in department.changes.iter().filter(|change| self.all || !change.follows) {
            if change.table != table {
                table = &change.table;
                self.wrapped(0, &format!("《{table}》"), text);
            }
            self.change(change, text);
        }
    }

    fn change(&self, change: &ChangeJson, text: &mut String) {
        let none = self.pick("（没有）", "(none)");
        let [old, new] = [&change.old, &change.new].map(|side| side.as_deref().unwrap_or(none));
        let sign = if change.difference.starts_with('-') { "" } else { "+" };
        let total = if change.follows { self.pick("（合计，随之变化）", " (a total)") } else { "" };
        let unit = unit_word(change.unit, self.language);
        let line = format!(
            "{} · {}{}{old} → {new}{}{sign}{} {unit}{total}",
            change.row,
            change.column,
            self.pick("：", ": "),
            self.pick("，", ", "),
            change.difference,
        );
        self.wrapped(2, &line, text);
        let shown = if self.all { change.lines.len() } else { SHOWN };
        for behind in change.lines.iter().take(shown) {
            self.line(behind, text);
        }
        if change.lines.len() > shown {
            let rest = change.lines.len() - shown;
            let zh = format!("还有 {rest} 组明细，加 --verbose 全部列出");
            let en = format!("{rest} more; --verbose lists them");
            self.wrapped(6, self.pick(&zh, &en), text);
        }
    }

    fn line(&self, line: &LineJson, text: &mut String) {
        let yuan = |amount: &Option<Amount>| {
            amount.map_or_else(|| self.pick("（没有）", "(none)").to_owned(), |amount| figure(amount, Unit::Yuan))
        };
        let unit = unit_word(Unit::Yuan, self.language);
        let figures = format!("{} → {} {unit}", yuan(&line.old), yuan(&line.new));
        self.wrapped(6, &format!("{}{}{figures}", line.what, self.pick("：", ": ")), text);
        for (origins, zh, en) in [(&line.old_origins, "旧 ", "old "), (&line.new_origins, "新 ", "new ")] {
            if !origins.is_empty() {
                self.wrapped(8, &format!("{}{}", self.pick(zh, en), self.origins(origins)), text);
            }
        }
    }

    fn origins(&self, origins: &[Origin]) -> String {
        let shown = if self.all { origins.len() } else { 3 };
        let mut places: Vec<String> =
            origins.iter().take(shown).map(|origin| place(&Place::Input(origin.clone()), self.language)).collect();
        if origins.len() > shown {
            let rest = origins.len() - shown;
            places.push(if self.zh { format!("等共 {} 处", origins.len()) } else { format!("{rest} more") });
        }
        places.join(self.pick("；", "; "))
    }

    fn wrapped(&self, indent: usize, line: &str, text: &mut String) {
        let blanks = " ".repeat(indent);
        for (at, part) in wrap(&clean(line), WIDTH - indent - 4).into_iter().enumerate() {
            let further = if at == 0 { "" } else { "    " };
            text.push_str(&format!("{blanks}{further}{part}\n"));
        }
    }
}
