"""The pages' own store, run by Node."""

import json
import subprocess
from pathlib import Path
from typing import Any

_DRIVER = Path(__file__).with_name("store_driver.mjs")


class NodeStore:
    """One Node process that applies frames the way the pages do."""

    def __init__(self) -> None:
        self._node = subprocess.Popen(
            ["node", str(_DRIVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def model(self, page: dict[str, Any], frames: list[dict[str, Any]]) -> dict[str, Any]:
        """The model of a page after these frames."""
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.write(json.dumps({"page": page, "frames": frames}) + "\n")
        return json.loads(self._node.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._node.communicate()
