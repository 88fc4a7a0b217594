//! `cargo xtask serve`: build, then serve dist/ on this machine alone.

use std::path::Path;

use crate::server::Server;
use crate::{Done, build};

/// Ports that are tried when none is asked for.
const PORTS: std::ops::RangeInclusive<u16> = 8080..=8179;

/// Serves until the program is ended.
pub fn run(root: &Path, port: Option<&&str>) -> Done {
    let ports = match port {
        None => PORTS,
        Some(text) => match text.parse::<u16>() {
            Ok(port @ 1..) => port..=port,
            _ => {
                return Err(format!(
                    "--port {text} is not allowed; allowed is 1 to 65535"
                ));
            }
        },
    };
    build::run(root)?;
    let server = Server::start(&root.join("dist"), "/", ports)?;
    println!("Serving on {} (Ctrl-C ends it)", server.address());
    server.wait();
    Ok(())
}
