"""The simulated shop: a Thai skincare seller's downloads in their real formats, and the truth.

It knows the formats from the reference only and never from the ingest side, so each checks the
other.
"""

from orchestration.simulate.parameters import DEFAULT_END, DEFAULT_START, SimulationError
from orchestration.simulate.run import SimulationResult, simulate

__all__ = ["DEFAULT_END", "DEFAULT_START", "SimulationError", "SimulationResult", "simulate"]
