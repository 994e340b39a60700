"""The shapes of numbers that the mathematics speaks of."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]
# scipy's stubs are not part of it; rows × columns, mostly zeros.
SparseRows: TypeAlias = sparse.csr_array | Any
