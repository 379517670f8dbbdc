//! The only room that knows arguments, files, terminal and environment.
