use super::*;

#[test]
fn alike_functions_become_neighbours() {
    let a: Vec<u8> = (0..100).collect();
    let b: Vec<u8> = (100..180).collect();
    let a_again: Vec<u8> = (5..90).collect();
    let b_again: Vec<u8> = (110..170).collect();
    let order = by_likeness(&[&a, &b_again, &a_again, &b, b"short"]);
    assert_eq!(order, [0, 2, 3, 1, 4]);
}

#[test]
fn names_are_added_and_nothing_else_changes() {
    let module = [
        &b"\0asm\x01\0\0\0"[..],
        // One type: no arguments, no results.
        b"\x01\x04\x01\x60\0\0",
        // One imported function, "m"."f".
        b"\x02\x07\x01\x01m\x01f\0\0",
        // Two functions, the second longer.
        b"\x03\x03\x02\0\0",
        b"\x0a\x08\x02\x02\0\x0b\x03\0\x01\x0b",
    ]
    .concat();
    let named = name_by_likeness(module.clone()).expect("it is a module");
    let names = b"\0\x18\x04name\x01\x11\x02\x01\x06000001\x02\x06000000";
    assert_eq!(named, [&module[..], names].concat());
    assert!(name_by_likeness(b"no module".to_vec()).is_err());
}
