"""Runs all tests of the tools: python3 tools/tests"""

import os
import sys
import unittest
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path[:0] = [str(here.parent), str(here)]
result = unittest.TextTestRunner(verbosity=1).run(unittest.defaultTestLoader.discover(str(here), top_level_dir=str(here)))
failed = len(result.failures) + len(result.errors)
passed = result.testsRun - failed - len(result.skipped)
if os.environ.get("KIT_TALLY"):
    with open(os.environ["KIT_TALLY"], "a", encoding="utf-8") as tally:
        tally.write(f"{passed} {failed}\n")
sys.exit(1 if failed or not result.testsRun else 0)
