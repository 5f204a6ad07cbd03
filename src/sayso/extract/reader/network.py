"""The networks of the reader in ONNX Runtime: one thread and one window at a time, so that company changes no bit."""

import importlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.extract.reader.proposals import distances
from sayso.extract.reader.windows import Window, feature_of
from sayso.records import ModelError

REMEDY = "Install Sayso with the extra 'model', or use --extractor rules."


class Settings(msgspec.Struct, frozen=True):
    """What belongs to one set of weights besides the networks; `reader.json`.

    Attributes:
        transitions: tag transition scores, the last row for the first unit.
        threshold: confidence from which an attribution is reported.
        nested_threshold: the same for what is found when a content is read once more.
        calibration: weights of (bias, validity, path, path per unit of content) in the logistic confidence.
        sha256: of each file of the weights.
    """

    version: str
    transitions: tuple[tuple[float, ...], ...]
    threshold: float
    nested_threshold: float
    calibration: tuple[float, ...]
    sha256: dict[str, str]


class Networks:
    """The encoder and the argument network of one folder of weights."""

    def __init__(self, folder: Path) -> None:
        self._encoder = open_session(folder / "reader.onnx")
        self._arguments = open_session(folder / "arguments.onnx")

    def encode(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """States (units, width) and cue chances (units, 3) of one window."""
        feed = {
            "ids": np.array([window.ids], np.int64),
            "features": np.array([window.features], np.int64),
            "firsts": np.array(window.firsts, np.int64),
        }
        states, chances = self._encoder.run(["states", "chances"], feed)
        return states, chances

    def read_arguments(
        self, states: NDArray[np.float32], units: tuple[Any, ...], cues: list[tuple[int, int]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Tag scores (cues, units, tags) and validity (cues,) for the proposed cues of one block."""
        feed = {
            "states": states,
            "features": np.array([feature_of(u) for u in units], np.int64),
            "distance": np.stack([distances(len(units), cue) for cue in cues]),
        }
        scores, valid = self._arguments.run(["scores", "valid"], feed)
        return scores, valid


def open_session(path: Path) -> Any:
    """A session of one thread on the CPU.

    Raises:
        ModelError: ONNX Runtime or the file is missing.
    """
    try:
        ort: Any = importlib.import_module("onnxruntime")
    except ImportError as error:
        raise ModelError("model-runtime-missing", "ONNX Runtime is not installed.", REMEDY) from error
    if not path.exists():
        raise ModelError("model-weights-missing", f"The weights {path.name} are not installed.", REMEDY)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    # The fused form of sum and normalisation is the slower one on a CPU (measured: 3,300 against 3,700 words a second).
    unfused = ["SkipLayerNormFusion"]
    providers = ["CPUExecutionProvider"]
    return ort.InferenceSession(str(path), options, providers=providers, disabled_optimizers=unfused)


@cache
def instruction_set() -> str:
    """The processor's family and its widest vector instructions.

    Example:
        >>> instruction_set().startswith(platform.machine())
        True
    """
    shown: Any = np.show_config(mode="dicts")
    vectors: dict[str, list[str]] = shown["SIMD Extensions"]
    widest = [*vectors.get("baseline", []), *vectors.get("found", [])][-1:]
    return " ".join([platform.machine(), *widest])


@cache
def runtime() -> str:
    """What a run record names beside the model: ONNX Runtime's version and the instruction set.

    Where this differs, a few results of the same model differ too (see the model card).
    """
    return f"onnxruntime {version('onnxruntime')} on {instruction_set()}"
