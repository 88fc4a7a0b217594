//! A tile of a product: four rows by four or eight columns, whose sums stay in registers while the inner
//! index runs.

use super::Onto;
use wide::f32x4;

/// Rows of a tile.
pub const ROWS: usize = 4;
/// Numbers of a lane.
pub const LANE: usize = 4;

/// The sums of a tile, so many lanes wide.
pub type Tile<const LANES: usize> = [[f32x4; LANES]; ROWS];

/// Σ aᵢ bⱼ over the inner index: `a` gives four numbers of a column of A, `b` some of a row of B.
#[inline(always)]
pub fn tile<const LANES: usize>(
    a: impl Iterator<Item = [f32; ROWS]>,
    b: impl Iterator<Item = [f32x4; LANES]>,
) -> Tile<LANES> {
    let mut tile = [[f32x4::ZERO; LANES]; ROWS];
    for (b, a) in b.zip(a) {
        for (sums, a) in tile.iter_mut().zip(a) {
            let a = f32x4::splat(a);
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum += a * b;
            }
        }
    }
    tile
}

/// The first numbers of a slice.
#[inline(always)]
pub fn lanes<const LANES: usize>(from: &[f32]) -> [f32x4; LANES] {
    let from = from[..LANE * LANES].as_chunks::<LANE>().0;
    std::array::from_fn(|lane| f32x4::new(from[lane]))
}

/// Where a tile lies in a matrix c.
pub struct Corner<'a> {
    /// c from the tile's corner on.
    pub c: &'a mut [f32],
    /// How far c's rows are apart.
    pub stride: usize,
    /// Rows and columns of the tile that count: those up to the matrix's end.
    pub left: [usize; 2],
}

impl Corner<'_> {
    /// Writes a tile onto what `onto` says; a row's numbers are those of the tile's columns.
    #[inline(always)]
    pub fn write<const LANES: usize>(self, tile: &Tile<LANES>, onto: Onto<f32>) {
        let [rows, columns] = self.left;
        if rows < ROWS || columns < LANE * LANES {
            return self.write_part(tile.as_flattened(), false, onto);
        }
        let start = onto.lanes::<LANES>();
        for (row, sums) in tile.iter().enumerate() {
            let c = &mut self.c[row * self.stride..][..LANE * LANES];
            let start = start.unwrap_or_else(|| lanes(c));
            for (lane, c) in c.as_chunks_mut().0.iter_mut().enumerate() {
                *c = (start[lane] + sums[lane]).to_array();
            }
        }
    }

    /// As [`write`](Self::write), with the tile's rows as columns of c. `left` counts c's rows and columns.
    #[inline(always)]
    pub fn write_transposed<const LANES: usize>(self, tile: &Tile<LANES>, onto: Onto<f32>) {
        let [rows, columns] = self.left;
        if columns < ROWS || rows < LANE * LANES {
            return self.write_part(tile.as_flattened(), true, onto);
        }
        let start = onto.lanes::<1>();
        let turned: [[f32x4; LANE]; LANES] = std::array::from_fn(|lane| {
            f32x4::transpose(std::array::from_fn(|row| tile[row][lane]))
        });
        for (row, sums) in turned.into_iter().flatten().enumerate() {
            let c = &mut self.c[row * self.stride..][..LANE];
            let [start] = start.unwrap_or_else(|| lanes(c));
            c.copy_from_slice(&(start + sums).to_array());
        }
    }

    /// Number by number, as far as the tile counts.
    #[inline(never)]
    fn write_part(self, tile: &[f32x4], transposed: bool, onto: Onto<f32>) {
        let [rows, columns] = self.left;
        let width = tile.len() / ROWS * LANE;
        for (at, sum) in tile.iter().flat_map(|sum| sum.to_array()).enumerate() {
            let (row, column) = match transposed {
                false => (at / width, at % width),
                true => (at % width, at / width),
            };
            if row < rows && column < columns {
                let c = &mut self.c[row * self.stride + column];
                *c = onto.start(*c, column) + sum;
            }
        }
    }
}

impl Onto<'_, f32> {
    /// What is added to in this column, where `there` is there.
    fn start(self, there: f32, column: usize) -> f32 {
        match self {
            Self::There => there,
            Self::Zeros => 0.0,
            Self::Row(row) => row[column],
        }
    }

    /// The first numbers of what is added to; `None` where that is what is there.
    #[inline(always)]
    fn lanes<const LANES: usize>(self) -> Option<[f32x4; LANES]> {
        match self {
            Self::There => None,
            Self::Zeros => Some([f32x4::ZERO; LANES]),
            Self::Row(row) => Some(lanes(row)),
        }
    }

    /// From this column on.
    #[inline(always)]
    pub fn from(self, column: usize) -> Self {
        match self {
            Self::Row(row) => Self::Row(&row[column..]),
            other => other,
        }
    }

    /// That of the block of the inner index that begins at this step: what the blocks before it left is there.
    #[inline(always)]
    pub fn of_block(self, step: usize) -> Self {
        if step == 0 { self } else { Self::There }
    }
}
