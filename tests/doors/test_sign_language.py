"""A clip in sign language stands on its page with captions and transcript; without one there is nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import factories_clips
from tests.conftest import build_village, test_settings
from tests.factories_clips import WORDS
from tests.visitor import BASE, Visitor, tidy
from webapp.application import create_app
from webapp.settings import SettingsError, read


@pytest.fixture
def folder(tmp_path):
    factories_clips.put(tmp_path / "clips")
    return tmp_path / "clips"


@pytest.fixture
def stranger(folder, fresh_database_url, tmp_path, clock):
    settings = replace(test_settings(fresh_database_url(tmp_path, build_village), tmp_path), sign_language=folder)
    app = create_app(settings, clock=clock)
    yield Visitor(app)
    app.extensions["huican"].database.engine.dispose()


def test_a_page_with_a_clip_shows_it_with_captions_and_transcript(stranger):
    page = stranger.open("/sign-in")
    film = page.soup.find("video")
    assert film.has_attr("controls")
    assert not film.has_attr("autoplay")
    assert film["preload"] == "none"
    assert film.find("track")["kind"] == "captions"
    part = film.find_parent("section")
    assert tidy(part.h2) == "手语"
    assert [tidy(line) for line in part.find("details").find_all("p")] == WORDS.split()
    for address in (film.source["src"], film.find("track")["src"]):
        with stranger.client.get(address, base_url=BASE) as answer:
            assert answer.status_code == 200


def test_a_film_comes_in_pieces(stranger):
    first = {"Range": "bytes=0-99"}
    with stranger.client.get("/sign-language/resident.sign_in.mp4", base_url=BASE, headers=first) as film:
        assert (film.status_code, film.mimetype, len(film.get_data())) == (206, "video/mp4", 100)
    with stranger.client.get("/sign-language/resident.sign_in.vtt", base_url=BASE) as captions:
        assert captions.mimetype == "text/vtt"


def test_a_page_without_a_clip_shows_nothing_of_it(stranger, visitor):
    assert stranger.open("/").soup.find("video") is None
    assert visitor().open("/sign-in").soup.find("video") is None
    assert not visitor().open("/sign-in").sees("手语")


@pytest.mark.parametrize("file", ["resident.sign_in.txt", "../secret-key", "nothing.mp4"])
def test_only_clips_and_captions_are_given_out(stranger, file):
    assert stranger.client.get(f"/sign-language/{file}", base_url=BASE).status_code == 404


@pytest.mark.parametrize(
    ("gone", "told"),
    [("resident.sign_in.vtt", "has no resident.sign_in.vtt"), ("resident.sign_in.txt", "has no resident.sign_in.txt")],
)
def test_a_clip_without_captions_or_transcript_keeps_it_from_starting(folder, tmp_path, gone, told):
    (folder / gone).unlink()
    with pytest.raises(SettingsError, match=told):
        create_app(replace(test_settings("sqlite://", tmp_path), sign_language=folder))


def test_a_clip_of_a_page_that_is_not_there_keeps_it_from_starting(folder, tmp_path):
    for file in list(folder.iterdir()):
        file.rename(folder / file.name.replace("sign_in", "no_such_page"))
    with pytest.raises(SettingsError, match="is of no page"):
        create_app(replace(test_settings("sqlite://", tmp_path), sign_language=folder))


def test_the_folder_is_a_setting(tmp_path):
    given = {"HUICAN_MODE": "test", "HUICAN_INSTANCE": str(tmp_path)}
    assert read(given).sign_language is None
    assert read({**given, "HUICAN_SIGN_LANGUAGE": str(tmp_path)}).sign_language == tmp_path
