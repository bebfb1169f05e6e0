"""Brings the programs that tests need and a fresh machine lacks: browsers and servers."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from filelock import FileLock

LOCK = Path(tempfile.gettempdir()) / "descent-lab-install.lock"
_UPDATE = ("apt-get", "update")
_INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")
# Debian starts what it installs, but for a machine that is being repaired.
_UNSTARTED = {"RUNLEVEL": "1", "DEBIAN_FRONTEND": "noninteractive"}


def one_at_a_time() -> FileLock:
    """Held by the one process that installs: the suite's workers all start on a fresh machine."""
    return FileLock(LOCK)


def program(*names: str, package: str) -> Path:
    """The first of these programs that is there; Debian's package is installed if none is.

    Raises:
        RuntimeError: if there is none and it cannot be installed.
    """
    with one_at_a_time():
        for install in ((), (_UPDATE, (*_INSTALL, package))):
            if all(succeeds(command) for command in install):
                for found in filter(None, map(_where, names)):
                    return Path(found)
    raise RuntimeError(
        f"The tests need {names[0]}. It is not installed, and (on Debian, as root) "
        f"`apt-get install {package}` could not bring it: install it and run again."
    )


def _where(name: str) -> str | None:
    # Servers lie where an ordinary user's shell does not look.
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")


def succeeds(command: tuple[str, ...]) -> bool:
    """Run a command; whether it did what it is for."""
    if command[0] == "apt-get" and not is_root():
        return False
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=600, env={**os.environ, **_UNSTARTED}
        )
        return done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def is_root() -> bool:
    """Whether this is the user who may do anything."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
