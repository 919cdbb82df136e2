"""What can go wrong, and the exit code a command ends with when it does."""


class CounterpoiseError(Exception):
    """An error the user can act on: shown as one line, never as a traceback."""

    exit_code = 1


class InputError(CounterpoiseError):
    """The user asked for something that does not exist or is not allowed."""

    exit_code = 2


class DataIntegrityError(CounterpoiseError):
    """A file is missing, damaged or not what its manifest says."""

    exit_code = 3


class ResourceError(CounterpoiseError):
    """The machine cannot do it: no space, no permission, a locked folder."""

    exit_code = 4
