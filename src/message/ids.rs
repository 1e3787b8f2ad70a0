#![doc = include_str!("ids.md")]
