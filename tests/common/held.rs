//! How much memory a piece of work holds at most.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::null_mut;

/// No thread gets more bytes than these: a fault is to end the test and not the machine.
const NEVER: isize = 2 << 30;

/// Counts the bytes that each thread holds.
struct Counting;

thread_local! {
    /// The bytes held now, and the most there have been.
    static HELD: Cell<(isize, isize)> = const { Cell::new((0, 0)) };
}

fn count(bytes: isize) {
    let (held, most) = HELD.get();
    HELD.set((held + bytes, most.max(held + bytes)));
}

#[global_allocator]
static COUNTING: Counting = Counting;

// SAFETY: all is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        if HELD.get().0 > NEVER {
            count(-(layout.size() as isize));
            return null_mut();
        }
        // SAFETY: the caller's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: the caller's.
        unsafe { System.dealloc(place, layout) }
    }
}

/// What `work` gives, and the most bytes that it has held at any time.
pub fn most_held<T>(work: impl FnOnce() -> T) -> (T, isize) {
    let (before, _) = HELD.get();
    HELD.set((before, before));
    let done = work();
    (done, HELD.get().1 - before)
}
