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
mod tests;
