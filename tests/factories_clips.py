"""A clip in sign language as an operator puts it into the folder of clips: a film, its captions, what is signed."""

from __future__ import annotations

from pathlib import Path

FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(1000)
WORDS = "您可以在这里登录。\n请写您的手机号。\n"


def put(folder: Path, page: str = "resident.sign_in", words: str = WORDS) -> None:
    """`page`: its template, with a dot for the slash; `words`: one paragraph a line."""
    folder.mkdir(exist_ok=True)
    first = words.splitlines()[0]
    (folder / f"{page}.mp4").write_bytes(FILM)
    (folder / f"{page}.vtt").write_text(f"WEBVTT\n\n00:00.000 --> 00:02.000\n{first}\n", "utf-8")
    (folder / f"{page}.txt").write_text(words, "utf-8")
