"""Runs all tests of the tools: python3 tools/tests"""

import sys
import unittest
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path[:0] = [str(here.parent), str(here)]
result = unittest.TextTestRunner().run(unittest.defaultTestLoader.discover(str(here), top_level_dir=str(here)))
sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
