"""What a benchmark prints: figures, each beside a baseline measured in the same run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; ``ratio`` is value ÷ baseline (below 1 = smaller than the baseline)."""

    what: str
    value: float
    unit: str
    baseline: float | None = None

    @property
    def ratio(self) -> float | None:
        """How the value compares with the baseline, or None where there is none."""
        return self.value / self.baseline if self.baseline else None
