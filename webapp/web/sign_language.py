"""Sign-language clips that the operator has: a folder with three files a page, named after the page's template.

`resident.sign_in.mp4` (or .webm) is the clip of templates/resident/sign_in.html; `resident.sign_in.vtt` its captions,
`resident.sign_in.txt` what is signed, in Chinese, one paragraph a line. A clip without the other two, or of a page that
is not there, keeps the service from starting: a film that says nothing to those who cannot see it is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, current_app, send_from_directory

from webapp.core import NotFound
from webapp.settings import SettingsError

FILMS = {".mp4": "video/mp4", ".webm": "video/webm"}
CAPTIONS = ".vtt"
TRANSCRIPT = ".txt"
AN_HOUR = 3600


@dataclass(frozen=True)
class Clip:
    film: str
    """File name in the operator's folder."""
    kind: str
    captions: str
    transcript: tuple[str, ...]
    """Paragraphs."""


def read(folder: Path | None, templates: Path) -> dict[str, Clip]:
    """Clips by template, e.g. "resident/sign_in". Raises SettingsError naming everything that is wrong at once."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise SettingsError(f"HUICAN_SIGN_LANGUAGE is {folder}, which is no folder")
    clips, wrong = {}, []
    for film in sorted(path for path in folder.iterdir() if path.suffix in FILMS):
        template = film.stem.replace(".", "/", 1)
        captions, transcript = film.with_suffix(CAPTIONS), film.with_suffix(TRANSCRIPT)
        wrong += [f"{film.name} has no {each.name}" for each in (captions, transcript) if not each.is_file()]
        if not (templates / f"{template}.html").is_file():
            wrong.append(f"{film.name} is of no page: there is no template {template}.html")
        if not wrong:
            told = [line.strip() for line in transcript.read_text(encoding="utf-8").splitlines()]
            clips[template] = Clip(film.name, FILMS[film.suffix], captions.name, tuple(filter(None, told)))
    if wrong:
        raise SettingsError("HUICAN_SIGN_LANGUAGE: " + "; ".join(wrong))
    return clips


def init_app(app: Flask, folder: Path | None) -> None:
    app.extensions["sign_language"] = (folder, read(folder, Path(app.root_path) / str(app.template_folder)))


def clip_of(template: str) -> Clip | None:
    return current_app.extensions["sign_language"][1].get(template.removesuffix(".html"))


def has_clips() -> bool:
    return bool(current_app.extensions["sign_language"][1])


def answer(file: str) -> Response:
    """A film or its captions, also in pieces. Raises NotFound for whatever is no part of a clip."""
    folder, clips = current_app.extensions["sign_language"]
    if not any(file in (clip.film, clip.captions) for clip in clips.values()):
        raise NotFound()
    response = send_from_directory(folder, file, conditional=True, max_age=AN_HOUR)
    if file.endswith(CAPTIONS):
        response.mimetype = "text/vtt"
    return response
