"""What `scrapy due --print` prints is read by those who will have to read it, odd paths and all."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from croniter import croniter

from crawler.install import Install, cron, kubernetes, systemd

PLAIN = Install(Path("/srv/pairmill"), Path("/srv/pairmill/.venv/bin/python"), Path("/srv/data"))
ODD = "a b%c $d 论坛"


def odd(folder: Path) -> Install:
    """Return an install whose paths hold what cron, systemd and shells read as their own."""
    root = folder / ODD
    root.mkdir()
    (root / "python").symlink_to(shutil.which("env") or "/usr/bin/env")
    return Install(root, root / "python", root / "da'ta", settings=('X=$HOME %h "q"',), jobs=3)


def as_cron_runs_it(line: str) -> str:
    r"""Return the command of a line as crond hands it to the shell: up to a bare "%", "\%" being one."""
    command = line.split(" ", 5)[5]
    return re.sub(
        r"\\(%)|%.*|\\[^%]", lambda found: found[1] or (found[0] if found[0][0] == "\\" else ""), command
    )


def cron_line(install: Install) -> str:
    return cron(install).splitlines()[-1]


def test_the_line_of_a_crontab_starts_every_minute() -> None:
    """Its times are five fields; the rest is the command."""
    assert croniter.is_valid(cron_line(PLAIN).rsplit(" cd ", 1)[0])
    command = "cd /srv/pairmill && /srv/pairmill/.venv/bin/python -m scrapy due -s DATA_DIR=/srv/data"
    assert as_cron_runs_it(cron_line(PLAIN)) == f"{command} >> /srv/data/due.log 2>&1"


@pytest.mark.parametrize("name", [ODD, "it's", "\\%", "100%", "%\\", '"', "-x", "a&&b;c|d`e`"])
def test_cron_and_the_shell_read_odd_paths_as_they_are(name: str) -> None:
    """As words; nothing is expanded or cut off."""
    path = Path("/") / name
    words = shlex.split(as_cron_runs_it(cron_line(Install(path, path / "python", path / "data"))))
    wanted = [
        "cd",
        f"/{name}",
        "&&",
        f"/{name}/python",
        "-m",
        "scrapy",
        "due",
        "-s",
        f"DATA_DIR=/{name}/data",
    ]
    assert words == [*wanted, ">>", f"/{name}/data/due.log", "2>&1"]


def units(text: str, folder: Path) -> list[str]:
    """Write the units of a text and return their paths."""
    service, timer = re.split(r"^# /etc/systemd/system/pairmill-due\.timer.*\n", text, flags=re.M)
    paths = [folder / "pairmill-due.service", folder / "pairmill-due.timer"]
    for path, unit in zip(paths, (service, timer), strict=True):
        path.write_text(unit, encoding="utf-8")
    return [str(path) for path in paths]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """Without a word, and finds the program although its path has a space, a percent and a dollar sign."""
    command = ["systemd-analyze", "verify", *units(systemd(odd(tmp_path)), tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_expands_nothing_of_an_odd_path() -> None:
    """A specifier is doubled everywhere, a variable in arguments, a quote escaped; plain words stay plain."""
    install = Install(Path("/a b%h"), Path("/a b%h/$p"), Path('/$d"\\'), contact="mailto:a%b@site.example")
    lines = dict(line.split("=", 1) for line in systemd(install).splitlines() if re.match(r"\w+=", line))
    assert lines["ExecStart"] == r'"/a b%%h/$p" -m scrapy due -s "DATA_DIR=/$$d\"\\"'
    assert lines["WorkingDirectory"] == "/a b%%h"
    assert lines["Environment"] == '"PAIRMILL_CONTACT=mailto:a%%b@site.example"'


def test_systemd_is_given_no_program_that_it_would_refuse() -> None:
    """It says so itself, but only when it is too late."""
    with pytest.raises(ValueError, match="systemd starts no program with quotes or a backslash in its path"):
        systemd(Install(Path("/a"), Path("/it's/python"), Path("/d")))


@pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl is not installed")
def test_kubernetes_reads_the_manifest(tmp_path: Path) -> None:
    """As two resources, whatever characters a setting has."""
    install = Install(Path("/r"), Path("/p"), Path("/d"), settings=('X=a: "b" # 论坛 \\ {c}', "Y=$(Z) $$"))
    (tmp_path / "due.yaml").write_text(kubernetes(install), encoding="utf-8")
    (tmp_path / "kustomization.yaml").write_text("resources: [due.yaml]\n")
    command = ["kubectl", "kustomize", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^kind: (\w+)", done.stdout, re.M) == ["PersistentVolumeClaim", "CronJob"]
    assert "'X=a: \"b\" # 论坛 \\ {c}'" in done.stdout and "- Y=$$(Z) $$$$" in done.stdout


def test_the_job_of_kubernetes_is_one_at_a_time_and_nobody_special() -> None:
    """Its secrets come by name, its data from a volume."""
    lines = {line.strip() for line in kubernetes(PLAIN).splitlines()}
    wanted = {
        "concurrencyPolicy: Forbid", "runAsNonRoot: true", "readOnlyRootFilesystem: true",
        "restartPolicy: Never",
        "claimName: pairmill-data", "- name: PAIRMILL_CONTACT", "- name: PAIRMILL_FRONTIER", "key: contact",
    }  # fmt: skip
    assert wanted <= lines


def test_nothing_of_this_machine_is_told_to_kubernetes() -> None:
    """Its paths mean nothing in an image."""
    install = Install(
        Path("/srv/x"), Path("/srv/x/python"), Path("/srv/d"), settings=("SITES_DIR=/srv/s", "A=1")
    )
    text = kubernetes(install)
    assert "/srv" not in text and '"-s", "A=1"]' in text


@pytest.mark.parametrize("printed", [systemd, cron, kubernetes])
@pytest.mark.parametrize("name", ["a\nExecStart=b", "a\0b", "\udcff"])
def test_a_line_break_in_a_path_is_refused(printed: object, name: str) -> None:
    """It would begin a line of its own."""
    path = Path("/") / name
    with pytest.raises(ValueError, match="cannot stand in a unit, a crontab or a manifest"):
        printed(Install(path, path / "python", path / "data"))  # type: ignore[operator]
