//! Two nested hierarchies among the printed figures.
//!
//! Figures are nested where any two of them either have nothing in common or one holds the other: 类 ⊃ 款 ⊃ 项. Two such
//! hierarchies over the same atoms can be rounded at once without any figure leaving the two whole steps around it (see
//! [`super::flow`]); three cannot in general. Figures are taken from the largest down, each into the first hierarchy that it
//! fits; in practice one becomes that of the functional classification and the other that of kinds, funds and the economic
//! classification. What fits neither is left to [`super::improve`].

use super::problem::Figure;

/// A figure in a hierarchy.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Index of the figure.
    pub figure: usize,
    /// Index of the node that holds it.
    pub parent: Option<usize>,
}

/// Nested figures.
#[derive(Clone, Debug)]
pub(super) struct Hierarchy {
    pub nodes: Vec<Node>,
    /// By atom: the smallest node that holds it.
    pub home: Vec<Option<usize>>,
}

/// The two hierarchies.
pub(super) fn two(figures: &[Figure], atoms: usize) -> [Hierarchy; 2] {
    let mut order: Vec<usize> = (0..figures.len()).filter(|&index| takes_part(&figures[index])).collect();
    order.sort_by_key(|&index| (!figures[index].fixed, std::cmp::Reverse(figures[index].atoms.len()), index));
    let mut both = [Hierarchy::new(atoms), Hierarchy::new(atoms)];
    for index in order {
        let [first, second] = &mut both;
        let _ = first.insert(index, &figures[index]) || second.insert(index, &figures[index]);
    }
    both
}

/// Equalities and figures with something taken away are no part of a hierarchy; one atom alone is in any.
fn takes_part(figure: &Figure) -> bool {
    figure.atoms.len() > 1 && !figure.cells.is_empty() && figure.is_plain()
}

impl Hierarchy {
    fn new(atoms: usize) -> Hierarchy {
        Hierarchy { nodes: Vec::new(), home: vec![None; atoms] }
    }

    /// Puts a figure in where it is nested with all that are there. Figures come from the largest down, so nothing that is
    /// there can be inside it, unless it is the same.
    fn insert(&mut self, index: usize, figure: &Figure) -> bool {
        let mut homes = figure.atoms.iter().map(|&(atom, _)| self.home[atom]);
        let parent = homes.next().flatten();
        // All its atoms must have their home in one node, which then holds it.
        if homes.any(|home| home != parent) {
            return false;
        }
        let node = self.nodes.len();
        self.nodes.push(Node { figure: index, parent });
        for &(atom, _) in &figure.atoms {
            self.home[atom] = Some(node);
        }
        true
    }
}
