//! What an edition takes over from the one that it extends (沿用), file by file and key by key.
//!
//! | part | file |
//! | --- | --- |
//! | a template file as a tree whose values know their file and line | `tree.rs` |
//! | one tree laid over another | `merge.rs` |
//! | the chain of editions, and which files each of them has | `chain.rs` |

mod chain;
mod merge;
mod tree;

pub(super) use chain::Chain;
