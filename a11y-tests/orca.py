"""A desk with a screen reader on it: Orca with a real speech server, beside a browser with a window of its own.

Everything runs in a session of its own (a bus, a display, a home and a sound card that nobody hears), is started by
hand and ended by hand. Nothing of the machine's own desktop is read or changed, and nobody has to be root.

Orca writes down whatever it gives to the speech server; `Desk.said` reads that. Waiting is for conditions: Orca has
said something, or everything on the desk rests (no process has anything to do, and nothing more is written down).
"""

from __future__ import annotations

import html
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, sleep
from typing import IO

PROGRAMS = {  # program: package of Debian
    "orca": "orca",
    "speech-dispatcher": "speech-dispatcher",
    "espeak-ng": "espeak-ng",
    "dbus-daemon": "dbus-daemon",
    "dbus-send": "dbus-bin",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "pulseaudio": "pulseaudio",
    "parec": "pulseaudio-utils",
    "localedef": "libc-bin",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/speech-dispatcher-modules/sd_espeak-ng": "speech-dispatcher-espeak-ng",
    "/usr/share/i18n/locales/zh_CN": "locales",
}
"""What a desk is made of, and which package of Debian brings it."""
APT = "apt-get install --no-install-recommends " + " ".join(sorted({*PROGRAMS.values()}))

RATE = 1800
"""Words a minute: nobody has to understand it, and a whole page is over in seconds."""
SPEECH = """\
DefaultModule espeak-ng
AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"
AudioOutputMethod "pulse"
DefaultPunctuationMode "none"
LogLevel 2
"""
ESPEAK = f"""\
EspeakMinRate 80
EspeakNormalRate {RATE - 1}
EspeakMaxRate {RATE}
EspeakIndexing 1
"""
SETTINGS = """\
import orca.debug
import orca.settings

# what it writes down is read while it goes on
orca.debug.debugFile.reconfigure(line_buffering=True)
# its letters are not to be heard twice: what was typed is read by the test
orca.settings.enableKeyEcho = False
orca.settings.enableBraille = False
"""

LONGEST = 300.0
"""Seconds until a desk on which nothing comes to rest is given up."""
SAMPLES = 8000
"""A second, of one channel, two bytes each."""
REST = int(0.6 * SAMPLES) * 2
"""Bytes of silence after which nothing more is coming: longer than any timer of Orca (0.1 s for live regions)."""
SPOKEN = re.compile(r"Speaking '<speak>(.*?)</speak>' \n|LIVE REGIONS: messages in queue", re.DOTALL)
MARK = re.compile(r'<mark name="[^"]*"/>')


def missing() -> list[str]:
    """Packages of Debian that this machine lacks for it."""
    return sorted(
        {package for program, package in PROGRAMS.items() if not (shutil.which(program) or Path(program).exists())}
    )


def version() -> str:
    """`Orca 43.1`."""
    told = subprocess.run(["orca", "--version"], capture_output=True, text=True, check=True)
    return f"Orca {told.stdout.split()[-1]}"


@dataclass(frozen=True)
class Said:
    words: str
    """One utterance."""
    by_itself: bool = False
    """From a live region: said while something else was being read, at whatever place it came in."""


def spoken_in(log: str) -> list[Said]:
    """What was given to the speech server."""
    said: list[Said] = []
    for found in SPOKEN.finditer(log):
        if found[1] is None:  # Orca writes this behind what a live region had to say
            said[-1:] = [replace(each, by_itself=True) for each in said[-1:]]
        elif words := " ".join(html.unescape(MARK.sub("", found[1])).split()):
            said.append(Said(words))
    return said


class Desk:
    def __init__(self, folder: Path) -> None:
        """folder: empty; becomes the home of everything that runs here."""
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        self.log = folder / "orca.log"
        self.sound = folder / "sound.raw"
        self.read = 0
        self.runtime = folder / "run"
        self.runtime.mkdir(mode=0o700)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "LANG": "zh_CN.UTF-8",
            "LOCPATH": str(folder / "locales"),
            "TZ": "Asia/Shanghai",
            "NO_AT_BRIDGE": "0",
            "GTK_MODULES": "",
            "SPEECHD_ADDRESS": f"unix_socket:{folder / 'speech.sock'}",
            "PULSE_SERVER": f"unix:{folder / 'sound.sock'}",
        }

    def open(self) -> None:
        self._write()
        self._run("localedef", "-i", "zh_CN", "-f", "UTF-8", str(self.folder / "locales/zh_CN.UTF-8"))
        bus = self.folder / "bus.sock"
        self._start("dbus-daemon", "--session", "--nofork", f"--address=unix:path={bus}")
        self._until(bus.exists, "the bus")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"
        self.environment["DISPLAY"] = self._display()
        self._start("openbox")
        self._start(
            "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
            "-L", "module-null-sink sink_name=desk",
            "-L", f"module-native-protocol-unix socket={self.folder / 'sound.sock'} auth-anonymous=1",
        )
        self._until((self.folder / "sound.sock").exists, "the sound card")
        with self.sound.open("wb") as recording:
            self._start(
                "parec", "--raw", f"--rate={SAMPLES}", "--channels=1", "--format=s16le", "--latency-msec=40",
                "--device=desk.monitor", out=recording,
            )
        self._until(lambda: self._recorded() > 0, "the recording")
        self._start(
            "speech-dispatcher", "--run-single", "--timeout", "0", "--config-dir", str(self.folder / "speech"),
            "--log-dir", str(self.folder), "--pid-file", str(self.folder / "speech.pid"),
            "--communication-method", "unix_socket", "--socket-path", str(self.folder / "speech.sock"),
        )
        self._until((self.folder / "speech.sock").exists, "the speech server")
        self._start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            self._run(
                "dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus",
                "org.freedesktop.DBus.Properties.Set", "string:org.a11y.Status", f"string:{name}",
                "variant:boolean:true",
            )
        # never with --replace: it would end the screen reader that somebody at this machine may be using
        self._start("orca", f"--debug-file={self.log}")
        self._until(lambda: self.log.exists() and spoken_in(self.log.read_text("utf-8")) != [], "Orca")
        self.rest()

    def close(self) -> None:
        """Ends whatever was started here, last first, with all that it started itself."""
        for process in reversed(self.running):
            process.terminate()
        for process in reversed(self.running):
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=3)
        for process in self._here():  # whatever was started by them and outlived them
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for process in self.running:
            process.wait()
        self.running.clear()

    # what is heard

    def said(self) -> list[Said]:
        """What Orca has said since this was asked last."""
        new = self._unread()
        self.read += len(new)
        return spoken_in(new.decode("utf-8", errors="replace"))

    def has_said(self, words: str) -> bool:
        """Among what was not asked for yet."""
        return any(each.words == words for each in spoken_in(self._unread().decode("utf-8", errors="replace")))

    def _unread(self) -> bytes:
        with self.log.open("rb") as written:
            written.seek(self.read)
            return written.read()

    def rest(self, also: Callable[[], bool] = lambda: False) -> None:
        """also: whether somebody who is not on the desk has something to do.

        Returns when it is silent, nobody on the desk has anything to do and Orca writes nothing down any more.

        The clock is the recording itself: on a machine that has no time for us it stands still.
        """
        end, since, before = monotonic() + LONGEST, self._recorded(), -1
        while self._recorded() - since < REST or self._sounds():
            assert monotonic() < end, "the desk never comes to rest"
            sleep(0.04)
            now = self.log.stat().st_size
            if now != before or self._busy() or also():
                since, before = self._recorded(), now

    def has_sounded(self) -> bool:
        """Whether anything was ever to be heard from the sound card."""
        return any(self.sound.read_bytes())

    def _recorded(self) -> int:
        return self.sound.stat().st_size

    def _sounds(self) -> bool:
        with self.sound.open("rb") as recording:
            recording.seek(max(0, self._recorded() - REST))
            return any(recording.read())

    def _busy(self) -> bool:
        """Whether a thread of anybody here runs, or would run if the machine had time for it."""
        for process in self._here():
            for thread in Path(f"/proc/{process}/task").glob("*/stat"):
                with suppress(OSError):
                    if thread.read_text().rpartition(")")[2].split()[0] in "RD":
                        return True
        return False

    def _here(self) -> Iterator[int]:
        """All that runs on this desk: whoever has its home here."""
        home = f"HOME={self.folder}".encode()
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if home in (process / "environ").read_bytes().split(b"\0"):
                    yield int(process.name)

    def key(self, *names: str) -> None:
        self._run("xdotool", "key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        """Digits and plain letters."""
        self._run("xdotool", "type", "--clearmodifiers", text)

    # its parts

    def _write(self) -> None:
        (self.folder / "locales").mkdir()
        (self.folder / "speech/modules").mkdir(parents=True)
        (self.folder / "speech/speechd.conf").write_text(SPEECH, "utf-8")
        (self.folder / "speech/modules/espeak-ng.conf").write_text(ESPEAK, "utf-8")
        (self.folder / ".local/share/orca").mkdir(parents=True)
        (self.folder / ".local/share/orca/orca-customizations.py").write_text(SETTINGS, "utf-8")

    def _display(self) -> str:
        """The number of a display that nobody has."""
        told, tell = os.pipe()
        self._start("Xvfb", "-displayfd", str(tell), "-screen", "0", "1280x1024x24", "-nolisten", "tcp", keep=(tell,))
        os.close(tell)
        with os.fdopen(told) as lines:
            return f":{lines.readline().strip()}"

    def _start(self, *command: str, keep: tuple[int, ...] = (), out: IO[bytes] | None = None) -> None:
        with (self.folder / f"{Path(command[0]).name}.out").open("wb") as told:
            self.running.append(
                subprocess.Popen(
                    command, env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=out or told,
                    stderr=told, start_new_session=True, pass_fds=keep,
                )
            )

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=60)

    def _until(self, there: Callable[[], bool], what: str) -> None:
        end = monotonic() + LONGEST
        while not there():
            assert monotonic() < end, f"{what} does not come up"
            gone = [process.args for process in self.running if process.poll()]
            assert not gone, f"{gone[-1]} has ended: {self._last_words(gone[-1][0])}"
            sleep(0.05)

    def _last_words(self, program: str) -> str:
        return (self.folder / f"{Path(program).name}.out").read_text("utf-8", errors="replace")[-500:]


@contextmanager
def desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory(prefix="desk-", ignore_cleanup_errors=True) as name:
        here = Desk(Path(name))
        try:
            here.open()
            yield here
        finally:
            here.close()
