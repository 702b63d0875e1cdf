"""Twenty benefits of Pinghu and Jiaxing, written by hand for OpenFisca from the words of their clauses.

For residents of whom everything is known and whose category is not 多重; each must answer as the catalogue does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2026-11"

NUMBERS = ("age", "grade")
CHOICES = {
    "category": ("visual", "hearing", "speech", "physical", "intellectual", "mental"),
    "income_status": (),
    "student": (),
    "employment": (),
}
"""Values in the order of their codes; those of the last three are taken from the catalogue."""
TRUTHS = (
    "holds_certificate", "child_in_difficulty", "working_age", "able_to_work", "wants_work", "works_from_home",
    "in_rehab_training", "employer_has_union", "in_resident_pension", "rural_household",
    "hard_to_enter_labour_market", "under_medical_assistance", "supported_by_family", "pension_lowest_tier",
    "receives_child_in_difficulty_subsidy", "single_person_dibao",
)  # fmt: skip

Formula = Callable[[Callable[[str], Any], Mapping[str, Mapping[str, int]]], Any]


def _on_social_assistance(of: Any, code: Any) -> Any:
    income = of("income_status")
    return (income == code["income_status"]["dibao"]) | (income == code["income_status"]["dibao_marginal"])


def _of_mind(of: Any, code: Any) -> Any:
    category = of("category")
    return (category == code["category"]["intellectual"]) | (category == code["category"]["mental"])


def _employment_difficulty(of: Any, code: Any) -> Any:
    work = of("employment")
    at_work = np.isin(work, [code["employment"][each] for each in ("employed", "flexible", "self_employed")])
    return of("holds_certificate") & of("working_age") & of("able_to_work") & of("wants_work") & ~at_work


RULES: dict[str, Formula] = {
    "pinghu/child-welfare": lambda of, code: (
        of("disabled") & (of("age") <= 18) & _on_social_assistance(of, code)
        & (of("is_severe") | ((of("grade") >= 3) & _of_mind(of, code)))
    ),
    "pinghu/disabled-child-subsidy": lambda of, code: (
        of("disabled") & (of("age") <= 18) & ~_on_social_assistance(of, code) & ~of("child_in_difficulty")
        & ((of("grade") <= 2) | (of("category") == code["category"]["mental"]))
    ),
    "pinghu/marginal-household-living-subsidy": lambda of, code: (
        of("disabled") & (of("grade") >= 3) & (of("income_status") == code["income_status"]["dibao_marginal"])
        & ~of("receives_child_in_difficulty_subsidy") & ~of("single_person_dibao")
    ),
    "pinghu/employment-difficulty-recognition": _employment_difficulty,
    "pinghu/quarterly-visits": lambda of, _: (
        of("disabled") & ((of("age") <= 6) | (of("of_age") & of("is_severe")))
    ),
    "pinghu/yearly-visits": lambda of, _: (
        of("disabled") & (of("age") > 6) & (~of("of_age") | ~of("is_severe"))
    ),
    "pinghu/health-education": lambda of, _: of("disabled") & (of("age") >= 3) & (of("age") <= 18),
    "pinghu/home-assessment": lambda of, _: of("disabled") & of("is_severe"),
    "pinghu/flexible-work-recognition": lambda of, code: (
        of("disabled") & ((of("employment") == code["employment"]["flexible"]) | of("works_from_home"))
    ),
    "pinghu/student-aid": lambda of, code: of("disabled") & (of("student") != code["student"]["none"]),
    "pinghu/child-training-accident-insurance": lambda of, _: (
        of("disabled") & ~of("of_age") & of("in_rehab_training")
    ),
    "pinghu/employee-medical-mutual-aid": lambda of, code: (
        of("disabled") & (of("employment") == code["employment"]["employed"]) & of("employer_has_union")
    ),
    "pinghu/resident-pension-subsidy": lambda of, _: of("disabled") & of("in_resident_pension"),
    "pinghu/rural-profit-sharing": lambda of, _: of("disabled") & of("rural_household"),
    "pinghu/work-near-home": lambda of, _: of("disabled") & of("able_to_work"),
    "jiaxing/disabled-persons-home": lambda of, code: (
        of("disabled") & of("working_age") & of("wants_work") & of("hard_to_enter_labour_market")
        & (_of_mind(of, code) | ((of("category") == code["category"]["physical"]) & of("is_severe")))
    ),
    "jiaxing/antipsychotic-medication-own-share": lambda of, code: (
        (of("category") == code["category"]["mental"]) & of("under_medical_assistance")
    ),
    "jiaxing/child-rehabilitation-subsidy": lambda of, _: (
        of("disabled") & (of("age") <= 6) & of("in_rehab_training")
    ),
    "jiaxing/single-person-dibao-severe": lambda of, _: (
        of("disabled") & of("of_age") & of("is_severe") & of("supported_by_family")
    ),
    "jiaxing/resident-pension-subsidy-other-tiers": lambda of, _: (
        of("disabled") & of("in_resident_pension") & ~of("pension_lowest_tier")
    ),
}  # fmt: skip

FOLLOWING: dict[str, Formula] = {
    "disabled": lambda of, _: of("holds_certificate"),
    "is_severe": lambda of, _: of("grade") <= 2,
    "of_age": lambda of, _: of("age") >= 18,
}


class Peer:
    """The same twenty rules as a tax and benefit system of OpenFisca-core."""

    def __init__(self, choices: Mapping[str, tuple[str, ...]]) -> None:
        """``choices``: the values of each choice, the catalogue's."""
        self.codes = {name: {value: place for place, value in enumerate(values)} for name, values in choices.items()}
        self.person = build_entity(key="person", plural="persons", label="Resident", is_person=True)
        self.system = TaxBenefitSystem([self.person])
        for name in (*NUMBERS, *choices):
            self._add(name, int, None)
        for name in TRUTHS:
            self._add(name, bool, None)
        for name, formula in {**FOLLOWING, **RULES}.items():
            self._add(variable(name), bool, formula)

    def simulation(self, columns: Mapping[str, Any]) -> Simulation:
        """One flat entity and the columns set directly: OpenFisca's shortest way in."""
        count = len(next(iter(columns.values())))
        simulation = SimulationBuilder().build_default_simulation(self.system, count)
        for name, column in columns.items():
            simulation.set_input(name, PERIOD, column)
        return simulation

    def answers(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        simulation = self.simulation(columns)
        return {name: simulation.calculate(variable(name), PERIOD) for name in RULES}

    def _add(self, name: str, kind: type, formula: Formula | None) -> None:
        parts: dict[str, Any] = {
            "value_type": kind, "entity": self.person, "definition_period": DateUnit.MONTH, "label": name,
        }  # fmt: skip
        if formula is not None:
            codes = self.codes

            def computed(person: Any, period: Any, _parameters: Any = None) -> Any:
                return formula(lambda other: person(other, period), codes)

            parts["formula"] = computed
        self.system.add_variable(type(name, (Variable,), parts))


def variable(name: str) -> str:
    return name.replace("/", "_").replace("-", "_")
