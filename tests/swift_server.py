"""An object store for one test: Swift with its S3 interface, all four of its servers in one process.

Run by the system's Python, for which Debian packages Swift: ``python3 -I swift_server.py FOLDER``.  It prints
the port on loopback and serves until it is stopped.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

KINDS = ("account", "container", "object")
COMMON = """[DEFAULT]
swift_dir = {folder}
devices = {folder}/disks
mount_check = false
"""
STORE = COMMON + "[pipeline:main]\npipeline = {kind}-server\n[app:{kind}-server]\nuse = egg:swift#{kind}\n"
# Nobody listens at the address of the cache: Swift does without.
PROXY = (
    COMMON
    + """[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats bulk s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:9
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_writer = quite-secret .admin
user_test_stranger = other-secret
"""
    + "".join(
        f"[filter:{name}]\nuse = egg:swift#{name}\n"
        for name in ("catch_errors", "gatekeeper", "listing_formats", "bulk", "slo")
    )
)


def serve(folder: Path) -> None:
    """Make a store of one disk in a folder and serve it for ever."""
    import eventlet

    eventlet.monkey_patch()  # before Swift is imported
    from eventlet import wsgi
    from swift.common import storage_policy, utils
    from swift.common.ring import RingBuilder
    from swift.common.utils import NullLogger
    from swift.common.wsgi import SwiftHttpProtocol, loadapp

    sockets = {kind: eventlet.listen(("127.0.0.1", 0)) for kind in (*KINDS, "proxy")}
    (folder / "disks" / "disk").mkdir(parents=True)
    for kind in KINDS:
        ring = RingBuilder(part_power=2, replicas=1, min_part_hours=0)
        port = sockets[kind].getsockname()[1]
        ring.add_dev(
            {"region": 1, "zone": 1, "ip": "127.0.0.1", "port": port, "device": "disk", "weight": 1.0}
        )
        ring.rebalance()
        ring.get_ring().save(str(folder / f"{kind}.ring.gz"))
        (folder / f"{kind}.conf").write_text(STORE.format(folder=folder, kind=kind))
    (folder / "proxy.conf").write_text(PROXY.format(folder=folder))
    (folder / "swift.conf").write_text("[swift-hash]\nswift_hash_path_suffix = test\n")
    utils.SWIFT_CONF_FILE = str(folder / "swift.conf")
    storage_policy.reload_storage_policies()
    utils.validate_hash_conf()
    for kind, socket in sockets.items():
        app = loadapp(str(folder / f"{kind}.conf"), global_conf={"log_name": kind})
        eventlet.spawn(wsgi.server, socket, _bodiless(app), NullLogger(), protocol=SwiftHttpProtocol)
    print(sockets["proxy"].getsockname()[1], flush=True)  # noqa: T201 (whoever started it reads the port)
    while True:
        eventlet.sleep(3600)


def _bodiless(app: Any) -> Any:
    """Say that an answer to HEAD has no body: eventlet 0.33 else sends the end of one."""

    def answer(environ: dict[str, Any], start: Any) -> Any:
        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            names = {name.lower() for name, _ in headers}
            if environ["REQUEST_METHOD"] == "HEAD" and "content-length" not in names:
                headers = [*headers, ("Content-Length", "0")]
            return start(status, headers, *more)

        return app(environ, begin)

    return answer


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
