"""Errors for misuse and for what stops a run; trouble inside the data is a `Diagnostic` instead."""

import msgspec


class SaysoError(Exception):
    """The base of all errors raised on purpose: a stable code, what happened with its values, and a remedy."""

    exit_code = 2

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(f"{message} [{code}] Remedy: {remedy}")
        self.code = code
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["SaysoError"], tuple[str, str, str]]:
        """Keep the three arguments when the error crosses a process border."""
        return type(self), (self.code, self.message, self.remedy)


class InputError(SaysoError):
    """What was named on the command line or passed in cannot be used."""


class ConfigError(SaysoError):
    """An option has a value that does not exist or does not go with another."""


class StoreError(SaysoError):
    """The ledger file cannot be opened, is not one, is newer than this version, or cannot be written."""


class ModelError(SaysoError):
    """A model or its runtime is missing or broken."""


class IntegrityError(SaysoError):
    """What is stored is not what was written."""

    exit_code = 3


UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding JSON of strangers raises: `msgspec` has no errors of its own for broken names and deep nesting."""
