//! What a figure of a record is, in words and as a place of `budget.json`.

use super::{AssetFigure, PurchaseFigure, Source};
use crate::model::{Budget, Coded, Fund, ProjectFigure};

/// The record that a figure belongs to, and which of its figures it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFigure<'a> {
    /// What kind of record: 项目绩效目标, 政府采购, 固定资产.
    pub record: &'static str,
    /// Which of its figures: 预算数, 单价, the name of an indicator.
    pub figure: String,
    /// What was bought or is owned; empty for a project.
    pub item: &'a str,
    /// 预算单位, where the record has one.
    pub entity: Option<&'a Coded>,
    /// 项目, where the record is one or has one.
    pub project: Option<Coded>,
    /// 资金性质, where the figure is of one.
    pub fund: Option<Fund>,
}

impl Source {
    /// The record of a figure; `None` for a line, and where the budget has no such record.
    pub fn record(self, budget: &Budget) -> Option<RecordFigure<'_>> {
        match self {
            Source::Line(_) | Source::Revenue(_) => None,
            Source::LineBeside(at, nth) => {
                let line = budget.lines.get(at)?;
                let figure = line.beside.get(usize::from(nth))?.measure.word().to_owned();
                let item = line.economic.as_ref().unwrap_or(&line.function);
                let named = RecordFigure::of("支出明细", figure, item.name.as_deref().unwrap_or(&item.code));
                let project = line.project.clone();
                Some(RecordFigure { entity: Some(&line.entity), fund: Some(line.fund), project, ..named })
            }
            Source::RevenueBeside(at, nth) => {
                let line = budget.revenue.get(at)?;
                let figure = line.beside.get(usize::from(nth))?.measure.word().to_owned();
                let item = line.function.as_ref().map_or("", |item| item.name.as_deref().unwrap_or(&item.code));
                let named = RecordFigure::of("收入明细", figure, item);
                Some(RecordFigure { entity: Some(&line.entity), fund: Some(line.fund), ..named })
            }
            Source::Balance(at) => {
                let balance = budget.balances.get(at)?;
                let item = balance.function.as_ref().map_or("", |item| item.name.as_deref().unwrap_or(&item.code));
                let named = RecordFigure::of("结转结余", balance.item.word().to_owned(), item);
                Some(RecordFigure { entity: Some(&balance.entity), fund: Some(balance.fund), ..named })
            }
            Source::Statistic(at) => {
                let statistic = budget.statistics.get(at)?;
                let named = RecordFigure::of("机构运行信息", statistic.measure.word().to_owned(), &statistic.item);
                Some(RecordFigure { entity: Some(&statistic.entity), ..named })
            }
            Source::Project(at, which) => {
                let plan = if which.is_planned() { "支出计划·" } else { "" };
                project(budget, at, format!("{plan}{}", which.word()))
            }
            Source::Indicator(at, nth) => {
                let indicator = budget.projects.get(at)?.indicators.get(usize::try_from(nth).ok()?)?;
                project(budget, at, format!("指标值·{}", indicator.level3))
            }
            Source::Purchase(at, which) => purchase(budget, at, which),
            Source::Asset(at, which) => {
                let asset = budget.assets.get(at)?;
                let figure = match which {
                    AssetFigure::Quantity => "数量",
                    AssetFigure::Value => "价值",
                };
                let (entity, figure) = (asset.entity.as_ref(), figure.to_owned());
                Some(RecordFigure {
                    record: "固定资产", figure, item: &asset.item, entity, project: None, fund: None
                })
            }
        }
    }

    /// Where it stands in `budget.json`, as a JSON pointer (RFC 6901): `/projects/0/plan/march`.
    pub fn pointer(self) -> String {
        match self {
            Source::Line(at) => format!("/lines/{at}"),
            Source::Revenue(at) => format!("/revenue/{at}"),
            Source::LineBeside(at, nth) => format!("/lines/{at}/beside/{nth}"),
            Source::RevenueBeside(at, nth) => format!("/revenue/{at}/beside/{nth}"),
            Source::Balance(at) => format!("/balances/{at}"),
            Source::Statistic(at) => format!("/statistics/{at}"),
            Source::Project(at, which) if which.is_planned() => format!("/projects/{at}/plan/{}", which.key()),
            Source::Project(at, which) => format!("/projects/{at}/{}", which.key()),
            Source::Indicator(at, nth) => format!("/projects/{at}/indicators/{nth}/value"),
            Source::Purchase(at, PurchaseFigure::Quantity) => format!("/purchases/{at}/quantity"),
            Source::Purchase(at, PurchaseFigure::Price) => format!("/purchases/{at}/price"),
            Source::Purchase(at, PurchaseFigure::Reserved) => format!("/purchases/{at}/reserved"),
            Source::Purchase(at, PurchaseFigure::Amount(nth)) => format!("/purchases/{at}/amounts/{nth}"),
            Source::Asset(at, AssetFigure::Quantity) => format!("/assets/{at}/quantity"),
            Source::Asset(at, AssetFigure::Value) => format!("/assets/{at}/value"),
        }
    }

    /// The figures of a budget's records, in order of record and figure; of an indicator, those that are numbers.
    pub fn of_records(budget: &Budget) -> Vec<Source> {
        let mut all = Vec::new();
        for (at, project) in budget.projects.iter().enumerate() {
            all.extend(ProjectFigure::ALL.map(|which| Source::Project(at, which)));
            let numbers = (0..).zip(&project.indicators).filter(|(_, indicator)| indicator.value.number.is_some());
            all.extend(numbers.map(|(nth, _)| Source::Indicator(at, nth)));
        }
        for (at, purchase) in budget.purchases.iter().enumerate() {
            let funds = (0..).zip(&purchase.amounts).map(|(nth, _)| PurchaseFigure::Amount(nth));
            let figures = [PurchaseFigure::Quantity, PurchaseFigure::Price].into_iter().chain(funds);
            all.extend(figures.chain([PurchaseFigure::Reserved]).map(|which| Source::Purchase(at, which)));
        }
        for (at, line) in budget.lines.iter().enumerate() {
            all.extend((0..).zip(&line.beside).map(|(nth, _)| Source::LineBeside(at, nth)));
        }
        for (at, line) in budget.revenue.iter().enumerate() {
            all.extend((0..).zip(&line.beside).map(|(nth, _)| Source::RevenueBeside(at, nth)));
        }
        all.extend((0..budget.balances.len()).map(Source::Balance));
        all.extend((0..budget.statistics.len()).map(Source::Statistic));
        let assets =
            (0..budget.assets.len()).flat_map(|at| [AssetFigure::Quantity, AssetFigure::Value].map(|w| (at, w)));
        all.extend(assets.map(|(at, which)| Source::Asset(at, which)));
        all.retain(|source| source.stated(budget).is_some());
        all
    }
}

impl<'a> RecordFigure<'a> {
    /// A figure of which no unit, project or fund is known yet.
    fn of(record: &'static str, figure: String, item: &'a str) -> RecordFigure<'a> {
        RecordFigure { record, figure, item, entity: None, project: None, fund: None }
    }
}

fn project(budget: &Budget, at: usize, figure: String) -> Option<RecordFigure<'_>> {
    let project = budget.projects.get(at)?;
    Some(RecordFigure {
        record: "项目绩效目标",
        figure,
        item: "",
        entity: project.entity.as_ref(),
        project: Some(project.coded()),
        fund: None,
    })
}

fn purchase(budget: &Budget, at: usize, which: PurchaseFigure) -> Option<RecordFigure<'_>> {
    let purchase = budget.purchases.get(at)?;
    let (figure, fund) = match which {
        PurchaseFigure::Quantity => ("数量", None),
        PurchaseFigure::Price => ("单价", None),
        PurchaseFigure::Reserved => ("预留中小微企业份额", None),
        PurchaseFigure::Amount(nth) => ("采购金额", Some(purchase.amounts.get(usize::from(nth))?.fund)),
    };
    Some(RecordFigure {
        record: "政府采购",
        figure: figure.to_owned(),
        item: &purchase.item,
        entity: purchase.entity.as_ref(),
        project: purchase.project.clone(),
        fund,
    })
}
