"""The catalogue that a service works with: a copy that has been read whole, not the files that somebody may be editing.

Publishing reads the files first; what is broken is refused, and what was published before stays. A service reads the
published copy when it starts, and so does a process of it that starts anew in between: nothing that happens to the
files reaches it until somebody publishes again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from webapp.entitlements.catalogue import HERE, load

POINTER = "published"
KEPT = 3
"""Copies that stay, the newest: a process that is just starting may be reading an older one."""


def publish(instance: Path, folder: Path = HERE) -> Path:
    """Copy the catalogue into the instance folder and point to the copy. Raises CatalogueError, changing nothing."""
    load(folder)
    shelf = instance / "catalogue"
    copy = shelf / _digest(folder)
    if not copy.is_dir():
        half = shelf / f".{copy.name}.{os.getpid()}"
        shutil.copytree(folder, half)
        try:
            half.rename(copy)
        except OSError:  # somebody else has just published the same
            shutil.rmtree(half)
    os.utime(copy)
    pointer = shelf / f".{POINTER}.{os.getpid()}"
    pointer.write_text(copy.name, encoding="utf-8")
    pointer.replace(shelf / POINTER)
    copies = sorted((each for each in shelf.iterdir() if each.is_dir()), key=lambda each: -each.stat().st_mtime_ns)
    for old in copies[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    return copy


def published(instance: Path) -> Path | None:
    """The copy that counts; None where nobody has published."""
    pointer = instance / "catalogue" / POINTER
    if not pointer.is_file():
        return None
    copy = pointer.parent / pointer.read_text(encoding="utf-8")
    return copy if copy.is_dir() else None


def _digest(folder: Path) -> str:
    sum_ = hashlib.sha256()
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        sum_.update(str(file.relative_to(folder)).encode())
        sum_.update(hashlib.sha256(file.read_bytes()).digest())
    return sum_.hexdigest()[:16]
