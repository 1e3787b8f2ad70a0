//! Work on several threads at once.

#[cfg(feature = "parquet")]
use std::collections::BTreeMap;
#[cfg(feature = "parquet")]
use std::sync::atomic::{AtomicUsize, Ordering};
#[cfg(feature = "parquet")]
use std::sync::mpsc::sync_channel;
#[cfg(feature = "parquet")]
use std::sync::{Mutex, PoisonError};
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

/// Makes items on two threads where it can have two, and takes each here, in their order, until one cannot be made.
///
/// Whichever thread is free makes the next item, so that the one that takes them helps while it would wait. At most a few
/// items are ahead of the one that is taken, and each is made in the room of one that was taken.
#[cfg(feature = "parquet")]
pub(crate) fn make_in_order<T: Default + Send, E: Send>(
    count: usize,
    make: impl Fn(usize, &mut T) -> Result<(), E> + Sync,
    mut take: impl FnMut(&T),
) -> Result<(), E> {
    let (next, taken) = (&AtomicUsize::new(0), &Mutex::new(Vec::new()));
    let free = || taken.lock().unwrap_or_else(PoisonError::into_inner);
    let make = &|at: usize| {
        let mut item: T = free().pop().unwrap_or_default();
        make(at, &mut item).map(|()| item)
    };
    let claim = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < count);
    thread::scope(|scope| {
        let (sender, made) = sync_channel(1);
        let other = move || {
            while let Some(at) = claim() {
                // Nobody takes them any more where sending fails.
                if sender.send((at, make(at))).is_err() {
                    break;
                }
            }
        };
        if count > 1 {
            // Where no thread can be had, all are made here.
            drop(thread::Builder::new().spawn_scoped(scope, other));
        }
        let mut waiting: BTreeMap<usize, Result<T, E>> = BTreeMap::new();
        for at in 0..count {
            let item = loop {
                waiting.extend(made.try_iter());
                if let Some(item) = waiting.remove(&at) {
                    break item?;
                }
                let item = match claim() {
                    Some(own) => Some((own, make(own))),
                    // All are claimed, and so the other thread makes this one.
                    None => made.recv().ok(),
                };
                // The other thread has panicked, which is told when both are done.
                let Some(item) = item else { return Ok(()) };
                waiting.extend([item]);
            };
            take(&item);
            free().push(item);
        }
        Ok(())
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
    fn what_two_threads_make_is_taken_in_its_order_until_one_cannot_be_made() {
        for (count, until) in [(0, 5), (1, 5), (2, 5), (9, 5), (9, 0), (1, 0), (3, 2), (100, 100), (100, 70)] {
            let mut taken = Vec::new();
            let make = |at: usize, item: &mut Option<usize>| {
                *item = Some(at).filter(|at| *at < until);
                item.map(drop).ok_or(at)
            };
            let made = make_in_order(count, make, |item| taken.extend(*item));
            assert_eq!(taken, (0..count.min(until)).collect::<Vec<_>>(), "{count} {until}");
            assert_eq!(made, if until < count { Err(until) } else { Ok(()) });
        }
    }

    #[test]
    #[should_panic(expected = "told as it is")]
    fn a_panic_of_the_thread_goes_on_here() {
        join(LARGE, || panic!("told as it is"), || ());
    }
}
