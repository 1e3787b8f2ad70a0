//! Work on several threads at once.

#[cfg(feature = "parquet")]
use std::ops::ControlFlow;
#[cfg(feature = "parquet")]
use std::sync::mpsc::sync_channel;
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

/// Among how many threads so many items are shared.
#[cfg(feature = "record")]
#[expect(clippy::disallowed_methods, reason = "how many threads share the work changes nothing in the answer")]
pub(crate) fn threads(items: usize) -> usize {
    // Whoever cannot be asked has one.
    let cores = thread::available_parallelism().map_or(1, usize::from);
    cores.min(items / LARGE).max(1)
}

/// Does the work on all parts at once, and gives the results in the order of the parts.
///
/// The first part is done on this thread, and so is a part for which no other thread can be had.
#[cfg(feature = "record")]
pub(crate) fn map<T: Sync, R: Send>(parts: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let Some((first, others)) = parts.split_first() else { return Vec::new() };
    let work = &work;
    thread::scope(|scope| {
        let others = others.iter().map(|part| (part, thread::Builder::new().spawn_scoped(scope, move || work(part))));
        let others: Vec<_> = others.collect();
        let first = work(first);
        let others = others.into_iter().map(|(part, spawned)| match spawned {
            Ok(thread) => thread.join().unwrap_or_else(|panicked| std::panic::resume_unwind(panicked)),
            Err(_) => work(part),
        });
        std::iter::once(first).chain(others).collect()
    })
}

/// How many items wait at most until they are taken.
#[cfg(feature = "parquet")]
const WAITING: usize = 1;

/// Makes items one after the other, and takes each in its order until it is broken off. They are made on a thread of their
/// own, ahead of the one here that takes them, where one can be had.
#[cfg(feature = "parquet")]
pub(crate) fn make_ahead<T: Send>(
    count: usize,
    make: impl Fn(usize) -> T + Sync,
    take: impl FnMut(T) -> ControlFlow<()>,
) {
    if count < 2 {
        let _ = (0..count).map(make).try_for_each(take);
        return;
    }
    let make = &make;
    let _ = thread::scope(|scope| {
        let (sender, made) = sync_channel(WAITING);
        let making = move || {
            // Nobody takes them any more where sending fails.
            let _ = (0..count).map(make).try_for_each(|item| sender.send(item));
        };
        match thread::Builder::new().spawn_scoped(scope, making) {
            Ok(_) => made.into_iter().try_for_each(take),
            Err(_) => (0..count).map(make).try_for_each(take),
        }
    });
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

    #[cfg(feature = "record")]
    #[test]
    fn parts_come_back_in_their_order() {
        let ids = map(&[0, 1, 2, 3], |part| (*part, thread::current().id()));
        assert_eq!(ids.iter().map(|(part, _)| *part).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(ids[0].1, thread::current().id());
        assert!(ids[1..].iter().all(|(_, id)| *id != ids[0].1));
        assert!(map(&[] as &[u32], |part| *part).is_empty());
        assert_eq!((threads(0), threads(LARGE)), (1, 1));
        assert!(threads(usize::MAX) >= 1);
    }

    #[cfg(feature = "parquet")]
    #[test]
    fn what_is_made_ahead_is_taken_in_its_order_until_it_is_broken_off() {
        for (count, until) in [(0, 5), (1, 5), (2, 5), (9, 5), (9, 0), (1, 0), (3, 2), (100, 100)] {
            let mut taken = Vec::new();
            make_ahead(
                count,
                |at| at,
                |at| {
                    taken.push(at);
                    if at < until { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                },
            );
            assert_eq!(taken, (0..count.min(until + 1)).collect::<Vec<_>>(), "{count} {until}");
        }
    }

    #[test]
    #[should_panic(expected = "told as it is")]
    fn a_panic_of_the_thread_goes_on_here() {
        join(LARGE, || panic!("told as it is"), || ());
    }
}
