"""Limits on the process we are in: memory for good, processor time for each piece of work."""

import sys

if sys.platform != "win32":
    import resource

    def limit_memory(memory: int) -> None:
        """Let this process take so many bytes of address space and write no dump when it dies."""
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        allowed = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def limit_time(seconds: int) -> None:
        """Let this process use so many more seconds of processor time before the system ends it (SIGXCPU)."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(usage.ru_utime + usage.ru_stime) + seconds + 1
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))

else:

    def limit_memory(memory: int) -> None:
        """Do nothing: this system has no such limits; the clock still holds."""

    def limit_time(seconds: int) -> None:
        """Do nothing: this system has no such limits; the clock still holds."""
