//! Work on two threads at once.

use std::thread;

/// From how many items on a thread of its own pays.
const LARGE: usize = 1 << 12;

/// Does both at once where there are so many items to go through, and gives both results.
///
/// `one` runs on a thread of its own, or where none can be had on this one.
pub(crate) fn join<A: Send, B>(items: usize, one: impl Fn() -> A + Sync, other: impl FnOnce() -> B) -> (A, B) {
    if items < LARGE {
        return (one(), other());
    }
    thread::scope(|scope| {
        let spawned = thread::Builder::new().spawn_scoped(scope, &one);
        let other = other();
        let one = match spawned {
            Ok(thread) => thread.join().unwrap_or_else(|panicked| std::panic::resume_unwind(panicked)),
            Err(_) => one(),
        };
        (one, other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread::ThreadId;

    #[test]
    fn both_are_done_on_one_thread_or_on_two() {
        let ids = |items| -> (ThreadId, ThreadId) { join(items, || thread::current().id(), || thread::current().id()) };
        let here = thread::current().id();
        assert_eq!(ids(LARGE - 1), (here, here));
        let (one, other) = ids(LARGE);
        assert!(one != here && other == here);
    }

    #[test]
    #[should_panic(expected = "told as it is")]
    fn a_panic_of_the_thread_goes_on_here() {
        join(LARGE, || panic!("told as it is"), || ());
    }
}
