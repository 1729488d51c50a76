"""Object storage: the same dataset from and to S3 as on this disk, never a half for a whole.

The server is Swift with its S3 interface, which checks signatures and knows who may read what.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import objects
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT
from objects import STRANGER, WRITER, Objects
from test_run import asked, store

from crawler.errors import StoreError
from postprocess.cli import main
from postprocess.places import Remote, files, place, told
from postprocess.shards import raw_lines, shards
from postprocess.storage import MANIFEST, UNFINISHED

RECIPE = 'formats = ["alpaca", "messages"]\n'


@pytest.fixture(scope="module")
def server() -> Iterator[Objects]:
    with objects.serving() as found:
        yield found


@pytest.fixture
def bucket(server: Objects, monkeypatch: pytest.MonkeyPatch) -> Objects:
    """Return the server with a bucket of this test's own; it is the one that this process knows of."""
    name = f"test{time.monotonic_ns()}"
    server.files().mkdir(name)
    for key, value in server.environment().items():
        monkeypatch.setenv(key, value)
    return replace(server, bucket=f"s3://{name}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with records of two sites and a recipe, my.toml."""
    store(tmp_path / "data", [asked(f"t{n}", n // 2) for n in range(12)])
    store(tmp_path / "data", [asked(f"u{n}", ("other", n)) for n in range(4)], site="site-b", run="run2")
    (tmp_path / "my.toml").write_text(RECIPE)
    return tmp_path


def upload(bucket: Objects, folder: Path) -> str:
    """Copy data to the bucket as another tool would, its marks of folders with it; return its address."""
    files, data = bucket.files(), f"{bucket.bucket}/data"
    for path in (folder / "data").rglob("*.jsonl"):
        files.put_file(str(path), f"{data}/{path.relative_to(folder / 'data')}")
    files.pipe_file(f"{data}/records/site/", b"")
    files.pipe_file(f"{data}/records/site/notes.txt", b"no records")
    return data


def contents(folder: Path) -> dict[str, bytes]:
    """Return what a folder's files hold."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stored(bucket: Objects, name: str) -> dict[str, bytes]:
    """Return what the bucket's files below a name hold."""
    files, root = bucket.files(), f"{bucket.bucket.removeprefix('s3://')}/{name}"
    return {path.removeprefix(f"{root}/"): files.cat_file(path) for path in files.find(root)}


def built(folder: Path, data: object, out: object) -> None:
    """Build; it must go well."""
    assert main(["build", str(folder / "my.toml"), "--data", str(data), "--out", str(out)]) == 0


def test_a_build_from_s3_to_s3_is_the_local_one(bucket: Objects, folder: Path) -> None:
    """All files, byte for byte, manifest and card with them; and it passes its check there."""
    data, out = upload(bucket, folder), f"{bucket.bucket}/datasets/my"
    here, there = (
        bucket.run("build", folder / "my.toml", "--data", source, "--out", target)
        for source, target in ((folder / "data", folder / "out" / "my"), (data, out))
    )
    assert (here.returncode, there.returncode, there.stderr) == (0, 0, "")
    assert stored(bucket, "datasets/my") == contents(folder / "out" / "my")
    assert there.stdout == here.stdout.replace(str(folder / "out" / "my"), out)
    done = bucket.run("check", out)
    assert (done.returncode, done.stdout) == (0, f"{out}: every file is as its readers want it\n")


def test_an_older_dataset_is_replaced_whole(bucket: Objects, folder: Path) -> None:
    """Files that the new one has not are gone, and nothing else in the bucket is."""
    out = f"{bucket.bucket}/datasets/my"
    built(folder, folder / "data", out)
    bucket.files().pipe_file(f"{bucket.bucket}/datasets/my-other/file", b"somebody's")
    (folder / "my.toml").write_text('sites = ["site-b"]\nformats = ["sharegpt"]\n')
    built(folder, folder / "data", out)
    built(folder, folder / "data", folder / "my")
    assert stored(bucket, "datasets/my") == contents(folder / "my")
    assert stored(bucket, "datasets/my-other") == {"file": b"somebody's"}


def test_what_is_no_dataset_is_not_deleted(bucket: Objects, folder: Path) -> None:
    """Neither where records are nor in a bucket's other folders, and it is said before the work."""
    data = upload(bucket, folder)
    done = bucket.run("build", folder / "my.toml", "--data", data, "--out", data)
    words = f"{data}: it holds no dataset and would be deleted; name another folder with --out\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", words)
    assert "records/site/run1.jsonl" in stored(bucket, "data")
    assert UNFINISHED not in stored(bucket, "data")


def test_a_failed_build_leaves_nothing_there(bucket: Objects, folder: Path) -> None:
    """The error names the address and not a folder that is gone."""
    (folder / "my.toml").write_text("min_response_chars = 100000\n")
    out = f"{bucket.bucket}/datasets/my"
    done = bucket.run("build", folder / "my.toml", "--data", folder / "data", "--out", out)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{out}: no pair came of") and done.stderr.count("\n") == 1
    assert stored(bucket, "datasets") == {}


KILLED = """
import os, signal, sys
from postprocess import cli, storage
upload = storage._upload
def cut_short(draft, out, names):
    upload(draft, out, sorted(names)[:3])
    os.kill(os.getpid(), signal.SIGKILL)
storage._upload = cut_short
cli.main(sys.argv[1:])
"""


def test_an_upload_that_was_killed_is_incomplete_until_it_is_run_again(
    bucket: Objects, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The old manifest is gone before the first new file comes, in a copy of it as well."""
    out = f"{bucket.bucket}/datasets/my"
    built(folder, folder / "data", out)
    before = stored(bucket, "datasets/my")
    (folder / "my.toml").write_text(RECIPE + "min_prompt_chars = 3\n")
    command = [sys.executable, "-c", KILLED, "build", str(folder / "my.toml")]
    killed = subprocess.run(
        [*command, "--data", str(folder / "data"), "--out", out],
        env=bucket.environment(TMPDIR=str(tmp_path)),
    )
    assert killed.returncode == -signal.SIGKILL
    left = stored(bucket, "datasets/my")
    assert MANIFEST not in left and UNFINISHED in left
    assert before.keys() - {MANIFEST} <= left.keys()
    copy = tmp_path / "copy"
    bucket.files().get(out, str(copy), recursive=True)
    for dataset in (out, copy):
        capsys.readouterr()
        assert main(["check", str(dataset)]) == 1
        words = "manifest.json: incomplete: an upload did not come to its end; run it again\n"
        assert capsys.readouterr() == (words, "")
    built(folder, folder / "data", out)
    built(folder, folder / "data", folder / "my")
    assert stored(bucket, "datasets/my") == contents(folder / "my")


def test_a_dataset_stays_whole_while_the_next_is_built(bucket: Objects, folder: Path) -> None:
    """A build that ends before its upload, however it ends, leaves the old one as it was."""
    out = f"{bucket.bucket}/datasets/my"
    built(folder, folder / "data", out)
    before = stored(bucket, "datasets/my")
    (folder / "my.toml").write_text("min_response_chars = 100000\n")
    assert main(["build", str(folder / "my.toml"), "--data", str(folder / "data"), "--out", out]) == 1
    assert stored(bucket, "datasets/my") == before


def test_a_lost_network_leaves_the_dataset_on_this_disk(
    bucket: Objects, folder: Path, tmp_path: Path
) -> None:
    """Hours of work are not thrown away with the last minute of it: the error says where they are."""
    gone = "import os, signal, sys\nfrom postprocess import cli, storage\nupload = storage._upload\n"
    gone += "def lost(draft, out, names):\n    os.environ['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9'\n"
    gone += "    import s3fs\n    s3fs.S3FileSystem.clear_instance_cache()\n    upload(draft, out, names)\n"
    gone += "storage._upload = lost\nsys.exit(cli.main(sys.argv[1:]))\n"
    out = f"{bucket.bucket}/datasets/my"
    command = [sys.executable, "-c", gone, "build", str(folder / "my.toml")]
    done = subprocess.run(
        [*command, "--data", str(folder / "data"), "--out", out],
        env=bucket.environment(TMPDIR=str(tmp_path)), capture_output=True, text=True,
    )  # fmt: skip
    words, _, stays = done.stderr.partition("; what was made stays in ")
    assert done.returncode == 1 and words.startswith(f"{out}: ") and stays.count("\n") == 1
    built(folder, folder / "data", folder / "my")
    assert contents(Path(stays.strip())) == contents(folder / "my")


@pytest.mark.parametrize(
    ("who", "address", "words"),
    [
        (WRITER, "s3://nowhere-at-all/data", "there is no such bucket or file"),
        ((WRITER[0], "wrong-secret"), "{bucket}/data", "no access: "),
        (STRANGER, "{bucket}/data", "no access: "),
        (("nobody:at-all", "wrong-secret"), "{bucket}/data", "no access: "),
    ],
    ids=["no bucket", "wrong secret", "not allowed", "unknown key"],
)
@pytest.mark.parametrize("option", ["--data", "--out"])
def test_errors_are_one_line_without_a_secret(
    bucket: Objects, folder: Path, who: tuple[str, str], address: str, words: str, option: str
) -> None:
    """Before any work is done, for reading and writing alike."""
    url = address.format(bucket=bucket.bucket)
    places = {"--data": folder / "data", "--out": folder / "out", option: url}
    done = bucket.run(
        "build", folder / "my.toml", *[word for pair in places.items() for word in pair],
        AWS_ACCESS_KEY_ID=who[0], AWS_SECRET_ACCESS_KEY=who[1],
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(url) and words in done.stderr and done.stderr.count("\n") == 1
    assert who[1] not in done.stderr


def test_a_server_that_is_gone_is_told_in_one_line(bucket: Objects, folder: Path) -> None:
    """After a few seconds in which it is tried again."""
    gone = "http://127.0.0.1:9"
    done = bucket.run("build", folder / "my.toml", "--data", "s3://bucket/data", AWS_ENDPOINT_URL=gone)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("s3://bucket/data/records: ") and gone in done.stderr


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"AWS_ENDPOINT_URL": "nonsense"}, "Invalid endpoint: nonsense"),
        ({"AWS_PROFILE": "nobody"}, "The config profile (nobody) could not be found"),
    ],
)
def test_settings_that_make_no_sense_are_told(settings: dict[str, str], words: str) -> None:
    """Not as a traceback of the driver's."""
    pytest.importorskip("s3fs")
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "hidden"}
    command = [sys.executable, "-m", "postprocess.cli", "check", "s3://bucket/set"]
    done = subprocess.run(command, env={**os.environ, **keys, **settings}, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"s3://bucket/set: {words}\n")


def test_no_secret_in_an_address_is_repeated() -> None:
    """Neither a server's password nor what signs a request."""
    words = "cannot reach https://me:hidden@store.example/bucket?X-Amz-Signature=hidden now.\n"
    with pytest.raises(StoreError) as error, told(Remote("s3://bucket")):
        raise OSError(words)
    assert str(error.value) == "s3://bucket: cannot reach https://store.example/bucket now"


def test_there_is_no_dataset_where_nothing_is(bucket: Objects) -> None:
    """Nor half of one: the check names the address."""
    done = bucket.run("check", f"{bucket.bucket}/nothing")
    assert (done.returncode, done.stderr) == (
        1,
        f"{bucket.bucket}/nothing: there is nothing at this address\n",
    )


def test_a_name_that_leads_out_of_its_folder_is_refused(bucket: Objects, tmp_path: Path) -> None:
    """Whoever can write to a bucket has no right to write to this disk."""
    owner, root = bucket.files(), bucket.bucket.removeprefix("s3://")
    owner.call_s3("put_object", Bucket=root, Key="set/../up.jsonl", Body=b"{}\n")
    done = bucket.run("check", f"{bucket.bucket}/set", TMPDIR=str(tmp_path))
    words = f"{bucket.bucket}/set: the name '../up.jsonl' leads out of its folder\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", words)
    assert list(tmp_path.iterdir()) == []


def test_dedup_reads_and_writes_s3(bucket: Objects, tmp_path: Path) -> None:
    """Kept and copies are those of local files; a folder that holds something is left alone."""
    texts = [f"{n % 7} " + "一二三四五六七八九十" * (5 + n % 7) for n in range(20)]
    pq.write_table(pa.table({"id": [str(n) for n in range(20)], "text": texts}), tmp_path / "texts.parquet")
    source, out = f"{bucket.bucket}/texts.parquet", f"{bucket.bucket}/kept"
    bucket.files().put_file(str(tmp_path / "texts.parquet"), source)
    assert main(["dedup", str(tmp_path / "texts.parquet"), "--out", str(tmp_path / "kept")]) == 0
    done = bucket.run("dedup", source, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{out}/kept.parquet: " in done.stdout
    assert stored(bucket, "kept") == contents(tmp_path / "kept")
    again = bucket.run("dedup", source, "--out", out)
    assert (again.returncode, again.stderr) == (
        1,
        f"{out}: it is not empty; name another folder with --out\n",
    )


def test_earlier_datasets_and_test_sets_are_read_from_s3(bucket: Objects, folder: Path) -> None:
    """What the recipe names by an address counts as a local copy of it would."""
    earlier, tests = f"{bucket.bucket}/datasets/earlier", f"{bucket.bucket}/tests.jsonl"
    held = orjson.loads((folder / "data/records/site-b/run2.jsonl").read_bytes().splitlines()[0])
    test = orjson.dumps({"text": held["parts"][1]["text"]}) + b"\n"
    bucket.files().pipe_file(tests, test)
    (folder / "tests.jsonl").write_bytes(test)
    store(folder / "older", [asked(f"old{n}", n) for n in range(3)])
    built(folder, folder / "older", earlier)
    built(folder, folder / "older", folder / "earlier")
    found = []
    for names, out in (((earlier, tests), "there"), ((folder / "earlier", folder / "tests.jsonl"), "here")):
        told = f'against = ["{names[0]}"]\nevaluations = ["{names[1]}"]\n'
        (folder / "my.toml").write_text(told)
        built(folder, folder / "data", folder / out)
        found.append(contents(folder / out))
    assert found[0].keys() == found[1].keys()
    different = {name for name in found[0] if found[0][name] != found[1][name]}
    assert different == {"README.md", MANIFEST}  # both quote the recipe
    lines = found[0]["dropped.jsonl"].decode()
    assert "earlier dataset" in lines and "evaluation" in lines


def test_a_record_that_breaks_off_in_s3_is_quarantined_by_its_address(bucket: Objects, folder: Path) -> None:
    """A bad line costs itself there too."""
    with (folder / "data/records/site/run1.jsonl").open("ab") as file:
        file.write(b'{"id": "cut')
    data = upload(bucket, folder)
    done = bucket.run("build", folder / "my.toml", "--data", data, "--out", folder / "my")
    assert done.returncode == 1 and f"{data}/records/site/run1.jsonl: line 13: is not JSON" in done.stdout
    row = orjson.loads((folder / "my/quarantine.jsonl").read_bytes())
    assert row["path"] == f"{data}/records/site/run1.jsonl"


def test_large_files_of_records_come_whole(bucket: Objects) -> None:
    """Longer than what is asked for at a time, with lines across its borders."""
    lines = [b"%d " % n + b"x" * (n * 7919 % 50_000) for n in range(1500)]
    name = f"{bucket.bucket}/large.jsonl"
    bucket.files().pipe_file(name, b"\n".join(lines))
    with Remote(name).open() as file:
        assert [line.rstrip(b"\n") for line in file] == lines


def test_shards_of_a_file_in_s3_are_those_of_a_local_one(bucket: Objects, tmp_path: Path) -> None:
    """Cut at line ends, and a last line that is longer than a shard and has no end."""
    text = b"\n".join([b"%d " % n + b"x" * (n * 7919 % 5000) for n in range(300)] + [b"y" * 400_000])
    (tmp_path / "large.jsonl").write_bytes(text)
    there = Remote(f"{bucket.bucket}/large.jsonl")
    bucket.files().pipe_file(there.url, text)
    own = [list(raw_lines(shard)) for shard in shards(tmp_path / "large.jsonl", 150_000)]
    assert len(own) > 3
    assert [list(raw_lines(shard)) for shard in shards(there, 150_000)] == own


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("data", Path("data")),
        ("file:///srv/data", Path("/srv/data")),
        ("C:/data", Path("C:/data")),
        ("s3://bucket/data/", Remote("s3://bucket/data")),
        ("gs://bucket", Remote("gs://bucket")),
        ("abfs://box@account.example/data", Remote("abfs://box@account.example/data")),
    ],
)
def test_places(word: str, found: Path | Remote) -> None:
    assert place(word) == found


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("s3://key:hidden@bucket/data", "an address holds no password"),
        ("s3://", "it names no bucket"),
    ],
)
def test_places_that_cannot_be(word: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as error:
        place(word)
    assert "hidden" not in str(error.value)


def test_an_unknown_scheme_is_misuse() -> None:
    """Exit 2, as with any option that cannot be read."""
    pytest.importorskip("fsspec")
    done = subprocess.run(
        [sys.executable, "-m", "postprocess.cli", "check", "s4://bucket/set"], capture_output=True, text=True
    )
    assert done.returncode == 2 and "s4://…: unknown scheme" in done.stderr


@pytest.mark.parametrize(("scheme", "extra"), [("s3", "s3"), ("gs", "gcs"), ("az", "azure")])
def test_a_missing_driver_is_named(scheme: str, extra: str) -> None:
    """In one line, with what to install, where nothing of fsspec is installed."""
    code = "import sys\nsys.modules.update(dict.fromkeys(('fsspec', 'fsspec.core', 's3fs')))\n"
    code += f"from postprocess.cli import main\nsys.exit(main(['check', '{scheme}://bucket/set']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{scheme}://bucket/set: it needs pip install 'pairmill[{extra}]'\n"


LOCAL = """
import sys
from pathlib import Path
from postprocess.places import files, place
from postprocess.storage import at_hand, published

files(place("."), "*/*")
with published(Path("x")), at_hand([Path("y")]):
    pass
sys.exit("fsspec" in sys.modules)
"""


def test_nothing_of_fsspec_is_loaded_for_a_local_path(tmp_path: Path) -> None:
    """A path costs what it cost before."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", LOCAL], cwd=tmp_path, env=environment).returncode == 0


def test_files_of_records_are_listed_in_the_order_of_their_folders(tmp_path: Path) -> None:
    """By the parts of their names: a-b comes after a."""
    names = [
        "records/a/2.jsonl",
        "records/a-b/1.jsonl",
        "records/a/1.jsonl",
        "records/a/x/1.jsonl",
        "records/1.jsonl",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [str(path.relative_to(tmp_path)) for path in files(tmp_path, "records/*/*.jsonl")]  # type: ignore[union-attr, arg-type]
    assert found == ["records/a/1.jsonl", "records/a/2.jsonl", "records/a-b/1.jsonl"]


def test_an_error_that_is_a_bug_is_not_hidden() -> None:
    """Only what drivers and servers refuse is told as their refusal."""
    with pytest.raises(ZeroDivisionError), told(Remote("s3://bucket")):
        _ = 1 / 0
