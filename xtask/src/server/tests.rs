use super::*;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

/// This package, served below `base`.
fn served(base: &str) -> Server {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    Server::start(folder, base, 0..=0).expect("a free port")
}

fn connect(server: &Server) -> TcpStream {
    let place = server.address().split('/').nth(2).expect("host and port");
    let stream = TcpStream::connect(place).expect("it listens");
    let limit = Some(Duration::from_secs(10));
    stream.set_read_timeout(limit).expect("a time limit");
    stream
}

/// What the server answers to a request line, all lower case.
fn ask(server: &Server, line: &str) -> String {
    let mut stream = connect(server);
    let request = format!("{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer.to_lowercase()
}

#[test]
fn files_come_as_they_are_and_are_not_cached() {
    let answer = ask(&served("/a/b/"), "GET /a/b/src/main.rs?x=1");
    assert!(answer.starts_with("http/1.1 200"), "{answer}");
    assert!(answer.contains("cache-control: no-store"), "{answer}");
    assert!(answer.contains("fn main()"), "{answer}");
}

/// Browsers compile wasm while it arrives only if its type says what it is, and run no module
/// whose type does not say that it is JavaScript.
#[test]
fn every_file_of_the_page_has_its_type() {
    let folder = std::env::temp_dir().join(format!("xtask-server-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let types = [
        ("index.html", "text/html"),
        ("a.js", "text/javascript"),
        ("a.css", "text/css"),
        ("a.json", "application/json"),
        ("a.svg", "image/svg+xml"),
        ("a_bg.wasm", "application/wasm"),
    ];
    for (name, _) in types {
        std::fs::write(folder.join(name), "x").expect("a file");
    }
    let server = Server::start(&folder, "/a/", 0..=0).expect("a free port");
    let answers = types.map(|(name, _)| ask(&server, &format!("GET /a/{name}")));
    let index = ask(&server, "GET /a/");
    std::fs::remove_dir_all(&folder).expect("an end");
    for ((name, kind), answer) in types.iter().zip(&answers) {
        let header = format!("content-type: {kind}\r\n");
        assert!(answer.contains(&header), "{name}: {answer}");
    }
    assert!(index.contains("content-type: text/html"), "{index}");
}

#[test]
fn head_has_no_body_and_other_methods_are_refused() {
    let server = served("/");
    let head = ask(&server, "HEAD /Cargo.toml");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    let post = ask(&server, "POST /Cargo.toml");
    assert!(post.starts_with("http/1.1 405"), "{post}");
}

#[test]
fn no_path_leads_out_of_the_folder() {
    for base in ["/", "/a/"] {
        let server = served(base);
        for path in [
            "../Cargo.toml",
            "src/../../Cargo.toml",
            "%2e%2e/Cargo.toml",
            "..%2fCargo.toml",
            "..%5cCargo.toml",
            "/etc/passwd",
            "%2fetc/passwd",
            "src/main.rs%00",
            "%ff",
            "nothing",
        ] {
            let answer = ask(&server, &format!("GET {base}{path}"));
            assert!(answer.starts_with("http/1.1 4"), "{base}{path}: {answer}");
        }
        let inside = ask(&server, &format!("GET {base}src/m%61in.rs"));
        assert!(inside.starts_with("http/1.1 200"), "{inside}");
    }
}

#[test]
fn what_is_not_below_the_base_is_not_found() {
    let server = served("/base/");
    let answer = ask(&server, "GET /");
    assert!(answer.contains("location: /base/\r\n"), "{answer}");
    for path in ["/Cargo.toml", "/other/Cargo.toml"] {
        let answer = ask(&server, &format!("GET {path}"));
        assert!(answer.starts_with("http/1.1 404"), "{path}: {answer}");
    }
}

#[test]
fn a_port_in_use_is_passed_over() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = taken.local_addr().expect("an address").port();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let refused = Server::start(folder, "/", port..=port).err();
    let expected = format!("none of the ports {port} to {port} is free");
    assert_eq!(refused, Some(expected));
    let last = port.saturating_add(100);
    let server = Server::start(folder, "/", port..=last).expect("a free port");
    assert!(!server.address().contains(&format!(":{port}/")));
}

/// Browsers open connections in advance and keep them; none of them may hold up another.
#[test]
fn idle_connections_do_not_hold_up_others() {
    let server = served("/");
    let idle: Vec<TcpStream> = (0..100).map(|_| connect(&server)).collect();
    let mut kept = connect(&server);
    kept.write_all(b"GET /Cargo.toml HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .expect("it reads");
    kept.read_exact(&mut [0; 12]).expect("it answers");
    assert!(ask(&server, "GET /Cargo.toml").starts_with("http/1.1 200"));
    drop((idle, kept));
}
