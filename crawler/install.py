"""What to install so that ``scrapy due`` starts every minute: systemd, cron, Kubernetes; pure texts.

Each has its own characters that must not stand as they are: systemd "%", "$" and quotes, a
crontab "%" besides those of the shell, Kubernetes "$" and whatever YAML escapes in double quotes.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

# Long enough for a crawl to finish the pages that it has asked for.
STOP_S = 120
# Words of a unit that mean themselves.
PLAIN = re.compile(r"[A-Za-z0-9_./:=,@+-]+")
# Where an image of the project holds it, and where its volume is mounted.
IMAGE_ROOT, IMAGE_DATA = "/pairmill", "/data"


@dataclass(frozen=True, slots=True)
class Install:
    """Where the project, its Python and its data lie; ``settings`` are NAME=VALUE, ``jobs`` 0 if not said."""

    root: Path
    python: Path
    data: Path
    user: str = ""
    contact: str = ""
    settings: tuple[str, ...] = ()
    jobs: int = 0

    @property
    def command(self) -> list[str]:
        """The words of the command."""
        settings = [word for setting in self.settings for word in ("-s", setting)]
        jobs = [f"--jobs={self.jobs}"] if self.jobs else []
        return [str(self.python), "-m", "scrapy", "due", "-s", f"DATA_DIR={self.data}", *settings, *jobs]


def systemd(install: Install) -> str:
    """Return a service and a timer; ValueError if a path cannot stand in them."""
    check(install)
    contact = _unit_word(f"PAIRMILL_CONTACT={install.contact}") if install.contact else ""
    python, *words = install.command
    if set(python) & set("\"'\\"):
        raise ValueError(f"{python!a}: systemd starts no program with quotes or a backslash in its path")
    command = " ".join([_unit_word(python), *(_unit_word(word).replace("$", "$$") for word in words)])
    return f"""\
# /etc/systemd/system/pairmill-due.service
[Unit]
Description=Crawl the sites that are due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
{f"Environment={contact}" if contact else "# Environment=PAIRMILL_CONTACT=a web or mail address of yours"}
# Addresses of a shared frontier and index hold passwords and stand here: PAIRMILL_FRONTIER=...
# PAIRMILL_INDEX=...
EnvironmentFile=-/etc/pairmill.env
WorkingDirectory={str(install.root).replace("%", "%%")}
ExecStart={command}
KillMode=mixed
TimeoutStopSec={STOP_S}
NoNewPrivileges=yes
{f"User={install.user}" if install.user else "# User=whoever owns the data folder"}

# /etc/systemd/system/pairmill-due.timer, then: systemctl enable --now pairmill-due.timer
[Unit]
Description=Every minute: crawl the sites that are due

[Timer]
OnCalendar=minutely
AccuracySec=1s

[Install]
WantedBy=timers.target
"""


def cron(install: Install) -> str:
    """Return a line of a crontab; ValueError if a path cannot stand in it."""
    check(install)
    log = _cron_word(str(install.data / "due.log"))
    command = " ".join(map(_cron_word, install.command))
    return (
        "# crontab -e; PAIRMILL_CONTACT=... and, if there are any, PAIRMILL_FRONTIER=... and\n"
        "# PAIRMILL_INDEX=... stand above this\n"
        f"* * * * * cd {_cron_word(str(install.root))} && {command} >> {log} 2>&1\n"
    )


def kubernetes(install: Install) -> str:
    """Return a CronJob with its volume; the image is one of this project, whose folder is /pairmill.

    What is of this machine (its paths, its Python) does not stand in it.
    """
    check(install)
    settings = tuple(setting for setting in install.settings if not setting.startswith("SITES_DIR="))
    inside = replace(install, python=Path("python"), data=Path(IMAGE_DATA), settings=settings)
    return f"""\
# kubectl create secret generic pairmill --from-literal=contact=ADDRESS [--from-literal=frontier=postgresql://...]
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: pairmill-data
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 50Gi
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: pairmill-due
spec:
  schedule: "* * * * *"
  concurrencyPolicy: Forbid
  # Without it a crawl of two hours is a hundred missed starts, after which no more are tried.
  startingDeadlineSeconds: 60
  successfulJobsHistoryLimit: 1
  failedJobsHistoryLimit: 3
  jobTemplate:
    spec:
      # What failed is due again; when, is for the schedules to say.
      backoffLimit: 0
      template:
        spec:
          restartPolicy: Never
          terminationGracePeriodSeconds: {STOP_S}
          automountServiceAccountToken: false
          securityContext:
            runAsNonRoot: true
            runAsUser: 10001
            runAsGroup: 10001
            fsGroup: 10001
            seccompProfile:
              type: RuntimeDefault
          containers:
            - name: due
              # An image with this project in {IMAGE_ROOT}, its sites in {IMAGE_ROOT}/seeds
              image: {_yaml(f"pairmill:{version('pairmill')}")}
              workingDir: {IMAGE_ROOT}
              command: [{", ".join(_yaml(word.replace("$", "$$")) for word in inside.command)}]
              env:
                - name: PAIRMILL_CONTACT
                  valueFrom:
                    secretKeyRef:
                      name: pairmill
                      key: contact
                - name: PAIRMILL_FRONTIER
                  valueFrom:
                    secretKeyRef:
                      name: pairmill
                      key: frontier
                      optional: true
                - name: PAIRMILL_INDEX
                  valueFrom:
                    secretKeyRef:
                      name: pairmill
                      key: index
                      optional: true
              resources:
                requests:
                  cpu: 250m
                  memory: 512Mi
                limits:
                  memory: 2Gi
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities:
                  drop: [ALL]
              volumeMounts:
                - name: data
                  mountPath: {IMAGE_DATA}
                - name: tmp
                  mountPath: /tmp
          volumes:
            - name: data
              persistentVolumeClaim:
                claimName: pairmill-data
            - name: tmp
              emptyDir: {{}}
"""


PLACES: dict[str, Callable[[Install], str]] = {
    "systemd": systemd,
    "cron": cron,
    "kubernetes": kubernetes,
}


def check(install: Install) -> None:
    """Raise ValueError for a word with a line break or another character that no such file can hold."""
    for word in (*install.command, str(install.root), install.contact):
        if any(char < " " or char == "\x7f" or "\ud800" <= char <= "\udfff" for char in word):
            raise ValueError(
                f"{word!a}: cannot stand in a unit, a crontab or a manifest; give it a plainer name"
            )


def _unit_word(word: str) -> str:
    """Quote a word as systemd.syntax(7) has it, if it needs to be."""
    if PLAIN.fullmatch(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _cron_word(word: str) -> str:
    r"""Quote a word for the shell, and from cron, to which "%" is the end of the line and "\%" a "%".

    A backslash before a "%" is kept off it by an empty pair of quotes, so that it is not taken for
    the one that escapes it.
    """
    return shlex.quote(word).replace("\\%", "\\''%").replace("%", "\\%")


def _yaml(text: str) -> str:
    """Quote a scalar; what JSON escapes in a string, YAML reads the same."""
    return json.dumps(text, ensure_ascii=False)
