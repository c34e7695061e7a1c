"""A process that answers as `bench-probe` does, held still while others are measured."""

import signal
import subprocess
import tempfile


class Contestant:
    """Starts a command; `problem` says why it cannot take part, where that is so."""

    def __init__(self, name, command):
        self.name = name
        self.times = []
        self.errors = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.errors, text=True)
        self.problem = None
        if self.process.stdout.readline().strip() != "ready":
            self.process.communicate()
            self.errors.seek(0)
            lines = self.errors.read().strip().splitlines()
            self.problem = lines[-1] if lines else "ended"
            return
        self.process.send_signal(signal.SIGSTOP)

    def sample(self, passes):
        """Runs some passes in a row and notes the milliseconds of all but the first.

        Between samples the process stands still: worker threads that spin while they wait for
        more must not take the cores of whoever is measured next.
        """
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.write(f"{passes + 1}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        self.process.send_signal(signal.SIGSTOP)
        self.times += [float(word) for word in answer.split()][1:]

    def end(self):
        if self.problem is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.communicate()
