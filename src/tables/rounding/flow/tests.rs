use super::super::hierarchy::two;
use super::super::problem::{Atom, Figure};
use super::*;
use crate::disclosure::At;

const STEP: i64 = 100;

/// A table of remainders below one step: each row and column is a figure, and the grand total is fixed.
fn table(rests: &[[i64; 4]; 3]) -> Problem {
    let atoms = rests.iter().flatten().map(|&rest| Atom { lines: Vec::new(), exact: i128::from(rest), base: 0, rest });
    let figure = |atoms: Vec<usize>, fixed: bool| {
        let rest: i64 = atoms.iter().map(|&atom| rests[atom / 4][atom % 4]).sum();
        let target = (2 * rest + STEP) / (2 * STEP);
        let at = At { table: 0, row: 0, col: 0 };
        let atoms = atoms.into_iter().map(|atom| (atom, 1)).collect();
        Figure { cells: vec![at], atoms, target, above: 0, fixed, weight: 1 }
    };
    let rows = (0..3).map(|row| figure((4 * row..4 * row + 4).collect(), false));
    let columns = (0..4).map(|col| figure(vec![col, col + 4, col + 8], false));
    let half = figure(vec![0, 1, 4, 5, 8, 9], false);
    let figures = std::iter::once(figure((0..12).collect(), true)).chain(rows).chain(columns).chain([half]).collect();
    Problem { step: STEP, atoms: atoms.collect(), figures }
}

#[test]
fn rows_columns_and_halves_stay_within_their_whole_steps() {
    for seed in 0_i64..500 {
        let rest = |at: i64| (seed * 7919 + at * 104_729 + at * at * seed) % STEP;
        let rests = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]].map(|row| row.map(rest));
        let problem = table(&rests);
        let hierarchies = two(&problem.figures, problem.atoms.len());
        assert_eq!(hierarchies.iter().map(|hierarchy| hierarchy.nodes.len()).sum::<usize>(), problem.figures.len());
        let steps = rounded(&problem, &hierarchies).unwrap();
        assert!(steps.iter().zip(&problem.atoms).all(|(steps, atom)| [0, i64::from(atom.rest > 0)].contains(steps)));
        for figure in &problem.figures {
            let sum: i64 = figure.atoms.iter().map(|&(atom, _)| steps[atom]).sum();
            let exact: i64 = figure.atoms.iter().map(|&(atom, _)| problem.atoms[atom].rest).sum();
            assert!((sum * STEP - exact).abs() < STEP, "{rests:?} {figure:?}: {sum}");
            assert!(!figure.fixed || sum == figure.target, "{rests:?}: {sum}");
        }
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let mut problem = table(&[[10; 4]; 3]);
    problem.figures[0].target = 13;
    assert_eq!(rounded(&problem, &two(&problem.figures, 12)), None);
}
