"""The version of the static files: a hash of what is in them, so that browsers may keep them for ever."""

import hashlib
from pathlib import Path


def version_of(folder: Path) -> str:
    """Twelve hex digits that change when any file below `folder` changes."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
