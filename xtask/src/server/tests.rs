use std::io::Write;
use std::net::TcpStream;

use super::*;

/// A folder to serve: this package.
fn folder() -> PathBuf {
    fs::canonicalize(env!("CARGO_MANIFEST_DIR")).expect("the package's folder exists")
}

fn ask(server: &Server, request: &str) -> String {
    let port = server.address().split([':', '/']).nth(4).expect("a port");
    let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("it listens");
    let request = format!("{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
}

#[test]
fn files_come_with_their_type_and_are_not_cached() {
    let server = Server::start(&folder(), "/a/b/", 0..=0).expect("a free port");
    let answer = ask(&server, "GET /a/b/Cargo.toml?x=1");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("Cache-Control: no-store"), "{answer}");
    assert!(answer.contains("name = \"xtask\""), "{answer}");
    assert_eq!(kind(Path::new("a_bg.wasm")), "application/wasm");
    assert_eq!(kind(Path::new("a.js")), "text/javascript; charset=utf-8");
}

#[test]
fn head_has_no_body_and_other_methods_are_refused() {
    let server = Server::start(&folder(), "/", 0..=0).expect("a free port");
    let head = ask(&server, "HEAD /Cargo.toml");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    let post = ask(&server, "POST /Cargo.toml");
    assert!(post.starts_with("HTTP/1.1 405"), "{post}");
}

#[test]
fn no_path_leads_out_of_the_folder() {
    for path in [
        "/../Cargo.toml",
        "/src/../../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/..%5cCargo.toml",
        "//etc/passwd",
        "/%2fetc/passwd",
        "//src",
        "/C:/Windows/win.ini",
        "/src/main.rs%00",
        "/%",
        "/%ff",
        "/nothing",
    ] {
        assert_eq!(answer(&folder(), "/", path), Answer::NotFound, "{path}");
    }
    let inside = answer(&folder(), "/", "/src/m%61in.rs");
    assert_eq!(inside, Answer::File(folder().join("src/main.rs")));
}

#[test]
fn folders_and_the_base_path_are_redirected_to() {
    let to = |path: &str| Answer::Redirect(path.to_owned());
    assert_eq!(answer(&folder(), "/base/", "/"), to("/base/"));
    assert_eq!(answer(&folder(), "/base/", "/base/src?x"), to("/base/src/"));
    assert_eq!(answer(&folder(), "/base/", "/src/"), Answer::NotFound);
}
