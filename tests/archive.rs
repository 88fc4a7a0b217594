//! Data archives: there and back, and every way they can be broken.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/small_archive.rs"]
mod small_archive;

use sharp_minima::data::{Archive, ArchiveError};
use small_archive::{BEFORE_LENGTH, small, with_body};

fn refused(bytes: &[u8]) -> String {
    Archive::decode(bytes).unwrap_err().to_string()
}

fn changed(position: usize, value: u8) -> Vec<u8> {
    let mut bytes = small().encode().unwrap();
    bytes[position] = value;
    bytes
}

#[test]
fn archives_survive_a_round_trip() {
    let bytes = small().encode().unwrap();
    assert_eq!(Archive::decode(&bytes).unwrap(), small());
    for bytes in [
        include_bytes!("../www/data/mnist14.bin").as_slice(),
        include_bytes!("../www/data/optdigits.bin").as_slice(),
    ] {
        let archive = Archive::decode(bytes).unwrap();
        assert_eq!(
            Archive::decode(&archive.encode().unwrap()).unwrap(),
            archive
        );
    }
}

#[test]
fn messages_name_what_is_wrong() {
    let whole = small().encode().unwrap();
    let n = whole.len();
    let longer = [whole.as_slice(), &[0; 7]].concat();
    let cut = format!("archive is cut short: {} bytes, expected {n}", n - 1);
    let cases = [
        (&[][..], "archive is cut short: 0 bytes, expected 22"),
        (&whole[..n - 1], cut.as_str()),
        (&longer, "archive has 7 bytes behind its end"),
    ];
    for (bytes, message) in cases {
        assert_eq!(refused(bytes), message);
    }
    let changes = [
        (
            (3, 0),
            "not a data archive: begins with [53, 4d, 44, 00], expected [53, 4d, 44, 41]",
        ),
        ((4, 2), "archive version is 2, only 1 can be read"),
        ((5, 0), "archive header: classes is 0, must be at least 1"),
        ((8, 0), "archive header: columns is 0, must be at least 1"),
        (
            (14, 0),
            "archive header: testing images is 0, must be at least 1",
        ),
        ((5, 2), "archive: label of image 2 is 2, must be below 2"),
        (
            (6, 1),
            "archive body unpacks to more than the expected 20 bytes",
        ),
        ((6, 3), "archive body unpacks to 35 bytes, expected 50"),
        ((n - 1, !whole[n - 1]), "archive body is corrupt"),
    ];
    for ((position, value), message) in changes {
        assert_eq!(refused(&changed(position, value)), message);
    }
}

/// A header that promises little over a body that unpacks to much, and one that promises much.
#[test]
fn bombs_do_not_go_off() {
    let header = &small().encode().unwrap()[..BEFORE_LENGTH];
    let bomb = with_body(header, &vec![0; 50 << 20]);
    assert_eq!(
        refused(&bomb),
        "archive body unpacks to more than the expected 35 bytes"
    );
    let mut greedy = small().encode().unwrap();
    greedy[6..BEFORE_LENGTH].fill(0xff);
    assert!(matches!(Archive::decode(&greedy), Err(ArchiveError::Large(bytes)) if bytes > 1 << 60));
}

#[test]
fn what_could_not_be_read_back_is_not_written() {
    let lengths = ArchiveError::Lengths {
        labels: 5,
        pixels: 29,
    };
    assert_eq!(
        Archive {
            pixels: vec![0; 29],
            ..small()
        }
        .encode(),
        Err(lengths)
    );
    let lengths = ArchiveError::Lengths {
        labels: 5,
        pixels: 30,
    };
    assert_eq!(
        Archive {
            train: 6,
            ..small()
        }
        .encode(),
        Err(lengths)
    );
    assert_eq!(
        Archive {
            train: 5,
            ..small()
        }
        .encode(),
        Err(ArchiveError::Zero("testing images"))
    );
    let label = ArchiveError::Label {
        image: 1,
        label: 1,
        classes: 1,
    };
    assert_eq!(
        Archive {
            classes: 1,
            ..small()
        }
        .encode(),
        Err(label)
    );
}

/// Whatever is done to the bytes of an archive, it never panics. Cut short it is always refused;
/// damage to the body is refused or harmless (zlib's own header has bits that say nothing). The
/// header is not covered by the checksum, but what is read always fits together.
#[test]
fn every_damage_to_an_archive_is_an_error() {
    let archive = small();
    let bytes = archive.encode().unwrap();
    for length in 0..bytes.len() {
        Archive::decode(&bytes[..length]).unwrap_err();
    }
    for position in 0..bytes.len() {
        for flip in 1..=255 {
            let mut damaged = bytes.clone();
            damaged[position] ^= flip;
            if let Ok(other) = Archive::decode(&damaged) {
                assert!(position < 22 || other == archive, "byte {position}");
                assert_eq!(other.pixels.len(), other.labels.len() * other.features());
                assert!(other.labels.iter().all(|&label| label < other.classes));
            }
        }
    }
}
