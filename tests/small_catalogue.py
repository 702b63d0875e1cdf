"""A catalogue of two regions, one document and a few facts, written where a test wants it: to be broken there."""

from __future__ import annotations

from pathlib import Path

TEXT = "对低保边缘户中的三、四级残疾人给予每人每月230元补助。为有需求的残疾人提供服务。2021年3月1日。"

FILES = {
    "regions.yaml": """\
- region: city
  within: null
  name: {zh_Hans: 某市, en: A city}
- region: town
  within: city
  name: {zh_Hans: 某镇, en: A town}
""",
    "documents/plan.yaml": """\
document: plan
region: town
title: {zh_Hans: 某镇方案, en: A town plan}
publisher: null
issued_on: 2021-03-01
published_on: null
standing: issued
period: null
""",
    "documents/plan.txt": TEXT,
    "facts/grade.yaml": """\
fact: grade
type: integer
values: [1, 2, 3, 4]
known_from: certificate
label: {zh_Hans: 残疾等级, en: Grade}
question: {zh_Hans: 几级, en: Which grade}
""",
    "facts/severe.yaml": """\
fact: severe
type: boolean
known_from: certificate
label: {zh_Hans: 重度, en: Severe}
question: {zh_Hans: 是重度吗, en: Severe}
asked_as: grade
follows_from:
  - {fact: grade, in: [1, 2], gives: true}
  - {fact: grade, in: [3, 4], gives: false}
""",
    "facts/income_status.yaml": """\
fact: income_status
type: choice
values: [dibao, dibao_marginal, none]
known_from: register
label: {zh_Hans: 家庭经济认定, en: Income status}
question: {zh_Hans: 有没有认定, en: Which status}
value_labels:
  dibao: {zh_Hans: 低保, en: Dibao}
  dibao_marginal: {zh_Hans: 低保边缘, en: Dibao-marginal}
  none: {zh_Hans: 都不是, en: None}
""",
    "town/subsidy.yaml": """\
slug: subsidy
region: town
family: living
kind: cash
life: money
beneficiary: [resident]
names: {zh_Hans: 生活补助, en: Living subsidy}
summary: {zh_Hans: 每月的补助。, en: A monthly subsidy.}
easy_read:
  zh_Hans: [每个月有补助。]
  reviewed: false
strength: firm
trigger: {mode: null}
sources:
  main: {document: plan, clause: 一, quote: 对低保边缘户中的三、四级残疾人给予每人每月230元补助}
conditions:
  all:
    - {fact: grade, in: [3, 4], words: 三、四级, source: main, says: {zh_Hans: 是三级或四级, en: Grade 3 or 4}}
    - fact: income_status
      in: [dibao_marginal]
      words: 低保边缘户
      source: main
      says: {zh_Hans: 是低保边缘户, en: Dibao-marginal}
worth:
  - {amount: 230, unit: yuan, per: month, words: 每人每月230元, source: main}
examples:
  - who: {zh_Hans: 三级，低保边缘, en: Grade 3}
    facts: {grade: 3, income_status: dibao_marginal}
    answer: entitled
  - who: {zh_Hans: 一级, en: Grade 1}
    facts: {grade: 1, income_status: dibao_marginal}
    answer: not_entitled
  - who: {zh_Hans: 三级，收入不知道, en: Grade 3}
    facts: {grade: 3}
    answer: could_be
""",
    "city/service.yaml": """\
slug: service
region: city
family: living
kind: service
life: care
beneficiary: [resident]
names: {zh_Hans: 服务, en: Service}
summary: {zh_Hans: 一项服务。, en: A service.}
strength: firm
sources:
  main: {document: plan, clause: 二, quote: 为有需求的残疾人提供服务}
""",
}


def write(folder: Path, changes: dict[str, tuple[str, str]] | None = None, **more: str) -> Path:
    """Write the catalogue; ``changes`` replaces words in a file: ``{"town/subsidy.yaml": ("grade", "garde")}``."""
    for name, text in {**FILES, **more}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        old, new = (changes or {}).get(name, ("", ""))
        if old and old not in text:
            raise ValueError(f"{name} does not contain {old!r}")
        file.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return folder
