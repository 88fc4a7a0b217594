//! Random bits.

use rand::SeedableRng;
use rand::rand_core::{Infallible, TryRng};
use rand_chacha::ChaCha8Rng;

/// ChaCha with 8 rounds, whose code stands here once for all who draw from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generator(ChaCha8Rng);

impl Generator {
    /// One of the 2⁶⁴ independent streams of a seed, from its beginning.
    pub fn stream(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// For loops of this crate, which may take the drawing in.
    pub(crate) fn inner(&mut self) -> &mut ChaCha8Rng {
        &mut self.0
    }
}

impl TryRng for Generator {
    type Error = Infallible;

    #[inline(never)]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.0.try_next_u32()
    }

    #[inline(never)]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0.try_next_u64()
    }

    #[inline(never)]
    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        self.0.try_fill_bytes(to)
    }
}

impl SeedableRng for Generator {
    type Seed = <ChaCha8Rng as SeedableRng>::Seed;

    fn from_seed(seed: Self::Seed) -> Self {
        Self(ChaCha8Rng::from_seed(seed))
    }
}
