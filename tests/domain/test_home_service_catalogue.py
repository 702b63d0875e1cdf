"""The catalogue of services says what the documents say, word by word, and no more."""

from __future__ import annotations

import pytest

from webapp.entitlements import current
from webapp.home_services import Group, NoSuchService, Unsaid, find_service, services, services_for

EACH = list(services().values())


@pytest.fixture(params=EACH, ids=[service.name for service in EACH])
def service(request):
    return request.param


def test_every_quotation_stands_in_its_document(service):
    assert service.sources
    for source in service.sources.values():
        assert source.quote in source.document.text


def test_a_quotation_that_is_not_the_documents_would_be_found():
    assert "免费上门助浴" not in current().documents["pinghu-plan"].text


def test_whom_it_is_for_is_said_in_the_documents_words(service):
    for said in service.for_whom:
        assert said.words in said.source.quote


def test_a_wish_that_claims_to_be_named_is_named(service):
    quotes = [source.quote for source in service.sources.values()]
    for ask in service.asks:
        assert ask.words is None or any(ask.words in quote for quote in quotes)


def test_where_nobody_is_named_the_page_is_told_that_nobody_is(service):
    assert bool(service.for_whom) is (Unsaid.for_whom not in service.unsaid)


def test_the_name_that_a_provider_reads_tells_neither_category_nor_grade(service):
    shown = service.names.zh_hans + "".join(ask.names.zh_hans for ask in service.asks)
    for word in ("重度", "轻度", "级", "视力", "听力", "言语", "肢体", "智力", "精神", "多重", "低保"):
        assert word not in shown


def test_no_service_invents_an_amount_or_a_number(service):
    shown = service.names.zh_hans + service.summary.zh_hans + "".join(ask.names.zh_hans for ask in service.asks)
    assert not any(character.isdigit() or character in "元%％" for character in shown)


def test_what_no_document_names_is_said_to_be_unnamed():
    named = {ask.name: ask.words for service in EACH for ask in service.asks}
    for unnamed in ("bathing", "housework", "company-to-doctor", "device-repair"):
        assert named[unnamed] is None


def test_wishes_have_names_of_their_own_and_every_group_has_one():
    asks = [ask for service in EACH for ask in service.asks]
    assert len({ask.name for ask in asks}) == len(asks)
    assert {ask.group for ask in asks} == set(Group)


def test_pinghu_lies_within_jiaxing_and_elsewhere_nothing_is_promised():
    in_pinghu, in_jiaxing = services_for(["pinghu", "jiaxing"]), services_for(["jiaxing"])
    assert set(in_jiaxing) <= set(in_pinghu)
    assert services_for([]) == []
    respite = find_service("respite-care")
    assert [source.document.region for source in respite.sources_in(["jiaxing"])] == ["jiaxing"]
    assert {said.source.document.region for said in respite.for_whom_in(["jiaxing"])} == {"jiaxing"}


def test_an_unknown_service_is_not_found():
    with pytest.raises(NoSuchService):
        find_service("free-bathing")
