//! A server of static files on 127.0.0.1.

use std::ops::RangeInclusive;
use std::path::Path;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Redirect;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// A running server. It runs until it is dropped.
pub struct Server {
    runtime: Runtime,
    address: String,
}

impl Server {
    /// Serves `folder` below `base` (which begins and ends with "/") on the first of `ports` that
    /// is free; port 0 stands for any free one.
    pub fn start(
        folder: &Path,
        base: &str,
        mut ports: RangeInclusive<u16>,
    ) -> Result<Self, String> {
        let runtime = Runtime::new().map_err(|error| error.to_string())?;
        let tried = ports.clone();
        let listener = ports
            .find_map(|port| {
                runtime
                    .block_on(TcpListener::bind(("127.0.0.1", port)))
                    .ok()
            })
            .ok_or_else(|| {
                let (first, last) = (tried.start(), tried.end());
                format!("none of the ports {first} to {last} is free")
            })?;
        let port = listener
            .local_addr()
            .map_err(|error| error.to_string())?
            .port();
        let site = site(folder, base);
        runtime.spawn(async move { axum::serve(listener, site).await });
        Ok(Self {
            runtime,
            address: format!("http://127.0.0.1:{port}{base}"),
        })
    }

    /// Where the served folder is found, with a "/" at the end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Serves until the program ends.
    pub fn wait(self) {
        self.runtime.block_on(std::future::pending())
    }
}

/// Files are never cached, so that a reload shows what was built last.
fn site(folder: &Path, base: &str) -> Router {
    let files = ServeDir::new(folder);
    let site = if base == "/" {
        Router::new().fallback_service(files)
    } else {
        let to = base.to_owned();
        let there = move || async move { Redirect::temporary(&to) };
        Router::new()
            .nest_service(base, files)
            .route("/", get(there))
    };
    site.layer(always(header::CACHE_CONTROL, "no-store"))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    /// What the server answers to `request` when it serves this package below `base`.
    fn answer(base: &str, request: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let server = Server::start(folder, base, 0..=0).expect("a free port");
        let port = server.address().split([':', '/']).nth(4).expect("a port");
        let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("it listens");
        let request = format!("{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer.to_lowercase()
    }

    #[test]
    fn files_come_with_their_type_and_are_not_cached() {
        let answer = answer("/a/b/", "GET /a/b/src/main.rs?x=1");
        assert!(answer.starts_with("http/1.1 200"), "{answer}");
        assert!(answer.contains("content-type: text/x-rust"), "{answer}");
        assert!(answer.contains("cache-control: no-store"), "{answer}");
        assert!(answer.contains("fn main()"), "{answer}");
    }

    #[test]
    fn head_has_no_body_and_other_methods_are_refused() {
        let head = answer("/", "HEAD /Cargo.toml");
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert!(head.ends_with("\r\n\r\n"), "{head}");
        let post = answer("/", "POST /Cargo.toml");
        assert!(post.starts_with("http/1.1 405"), "{post}");
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for path in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "//etc/passwd",
        ] {
            let answer = answer("/", &format!("GET {path}"));
            assert!(!answer.starts_with("http/1.1 200"), "{path}: {answer}");
        }
    }

    #[test]
    fn the_base_path_is_redirected_to() {
        let answer = answer("/base/", "GET /");
        assert!(answer.contains("location: /base/"), "{answer}");
    }
}
