//! The use cases: values in, values out.
//!
//! What the command line, a job or a page asks for is an [`order::Order`]; what is done about it stands here, without a disk, a
//! terminal or a clock.

pub mod annotate;
pub mod articulation;
pub mod background;
pub mod behind;
pub mod blank;
pub mod check;
pub mod compare;
pub mod convert;
pub mod date;
pub mod department;
pub mod documents;
pub mod editions;
pub mod fit;
pub mod given;
pub mod hash;
pub mod html;
pub mod judge;
pub mod lined;
pub mod marked;
pub mod names;
pub mod order;
pub mod package;
pub mod prior;
pub mod progress;
pub mod published;
pub mod read_back;
pub mod recognise;
pub mod report;
pub mod source;
pub mod status;
pub mod stop;
pub mod text;
pub mod understand;
