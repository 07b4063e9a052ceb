"""A place that several machines reach, by an address that fsspec understands ("s3://arkiv/atgarder", "file:///mnt/delad"): files are
copied there and back, whole or not at all.

Only for stores that no machine has as a folder; a folder that all have mounted needs none of this.
"""

from __future__ import annotations

import os
from pathlib import Path

from extractors.errors import MissingTool


class Shared:
    """Files under one address, by name ("pages/3f/…")."""

    def __init__(self, address: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise MissingTool("För delad lagring behövs fsspec: pip install 'atgardsbanken[cluster]'") from error
        self._files, self._root = url_to_fs(address)

    def put(self, path: Path, name: str) -> None:
        """Copy a file there, in the place of one that has the name."""
        target = f"{self._root}/{name}"
        self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
        beside = f"{target}.{os.getpid()}.new"
        self._files.put_file(str(path), beside)
        self._files.mv(beside, target)

    def fetch(self, name: str, path: Path) -> bool:
        """Copy a file here; False where there is none of that name."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            self._files.get_file(f"{self._root}/{name}", str(beside))
            os.replace(beside, path)
        except FileNotFoundError:
            return False
        finally:
            beside.unlink(missing_ok=True)
        return True

    def has(self, name: str) -> bool:
        """True where there is a file of that name."""
        return bool(self._files.exists(f"{self._root}/{name}"))

    def remove(self, name: str) -> None:
        """Remove a folder and what is in it."""
        self._files.rm(f"{self._root}/{name}", recursive=True)
