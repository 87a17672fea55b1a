"""The page: what it holds, and what it answers to somebody who types, in headless Chromium."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from convention_dsl.core.evaluate import call
from convention_dsl.locale import format_value
from convention_dsl.targets.javascript.build import build
from tests.agreement.inputs import random_value
from tests.targets.javascript.books import bundled, calculation
from tests.targets.javascript.test_modules import consistent
from tests.tools import require

TOTAL = {
    "fmt_2026.taux_zone": "substituée",
    "fmt_2026.assiette": "socle_seul",
    "fmt_2026.total": "par_patient",
}
EURO = "\N{NO-BREAK SPACE}€"


def page_of(book: str, clause: str, **readings: Any) -> str:
    files = build(bundled(book, clause, with_page=True, **readings))
    (data,) = (data for name, data in files.items() if name.endswith(".html"))
    return data.decode("utf-8")


# What the page holds ------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Collects ids, references to ids, addresses and headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            match name:
                case "id":
                    self.ids.append(value or "")
                case "for":
                    self.references.append(value or "")
                case "aria-describedby" | "aria-labelledby":
                    self.references += (value or "").split()
                case "src" | "href" | "action" | "data" | "srcset":
                    self.addresses.append(value or "")
                case _:
                    pass


@pytest.mark.parametrize(("book", "clause"), [("fmt", "fmt"), ("care", "dues"), ("donum", "donum")])
def test_a_page_is_whole_and_loads_nothing(book: str, clause: str) -> None:
    text = page_of(book, clause)
    found = Reader(text)
    assert len(set(found.ids)) == len(found.ids)
    assert set(found.references) <= set(found.ids)
    assert all(each.startswith("#") for each in found.addresses)
    assert {each[1:] for each in found.addresses} <= set(found.ids)
    assert found.tags.count("script") == 1
    assert not {"link", "img", "iframe", "object"} & set(found.tags)
    assert not re.search(r"url\(|@import|\bfetch\(|XMLHttpRequest|\bimport\(", text)
    assert text == page_of(book, clause)


def test_a_page_says_which_text_it_calculates() -> None:
    text = page_of("fmt", "total", readings=TOTAL)
    material = bundled("fmt", "total", readings=TOTAL)
    assert '<html lang="fr">' in text
    assert "En vigueur à compter du 1er janvier 2026" in text
    assert material.edition.version in text
    assert all(source.replace("'", "&#39;") in text for source in material.edition.sources)
    assert "chaque patient est arrondi au centime, puis l&#39;on additionne" in text


def test_inputs_that_change_nothing_are_not_asked_for() -> None:
    text = page_of("fmt", "fmt")
    assert 'data-name="bronchodilatateurs"' in text
    assert 'data-name="consultations"' not in text


# What it answers ----------------------------------------------------------------------------------

Open = Callable[[str], Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    require("playwright")
    path = require("chromium")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open a page from a file, offline; nothing may go wrong in it nor be asked of a network."""
    context = browser.new_context(offline=True, locale="fr-FR")
    wrong: list[str] = []

    def open_(text: str) -> Any:
        path = tmp_path / "page.html"
        path.write_text(text, "utf-8")
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("request", lambda r: None if r.url == path.as_uri() else wrong.append(r.url))
        page.goto(path.as_uri())
        return page

    yield open_
    context.close()
    assert wrong == []


def lines(page: Any) -> list[tuple[str, str]]:
    found = page.locator("#lines > li")
    return [
        (
            each.locator(".label").evaluate("e => e.firstChild.textContent.trim()"),
            " ".join(each.locator(".value").all_inner_texts()),
        )
        for each in found.all()
    ]


def test_a_patient_is_typed_and_the_payslip_read(opened: Open) -> None:
    page = opened(page_of("fmt", "fmt"))
    assert page.inner_text("#figure") == "–"
    assert page.locator("#missing a").all_inner_texts() == ["Âge"]
    page.get_by_label("Âge").fill("82")
    page.get_by_label("En affection de longue durée (ALD)").check()
    page.get_by_label("Bénéficiaire de la complémentaire santé solidaire (C2S)").check()
    page.get_by_label("Rechercher").fill("grip")
    assert page.get_by_label("Vaccination contre le Covid").is_hidden()
    page.get_by_label("Vaccination contre la grippe").check()
    assert page.inner_text("#figure") == f"115{EURO}"
    assert lines(page) == [
        ("Socle du forfait médecin traitant", f"100{EURO}"),
        ("80 ans et plus, en ALD", ""),
        ("Complémentaire santé solidaire", f"10{EURO}"),
        ("Prévention", f"5{EURO}"),
        ("Vaccination contre la grippe", f"5{EURO}"),
        ("Total", f"115{EURO}"),
    ]
    cite = page.locator("#lines .cite").first
    assert cite.get_attribute("title") == "La valorisation du rôle de médecin traitant, ameli.fr"
    page.get_by_role("button", name="Recommencer").click()
    assert page.inner_text("#figure") == "–"


def test_what_is_wrong_is_said_beside_the_field_in_french(opened: Open) -> None:
    page = opened(page_of("fmt", "fmt"))
    age = page.get_by_label("Âge")
    age.fill("130")
    nbsp = "\N{NO-BREAK SPACE}"
    words = f"«{nbsp}130{nbsp}» sort de ce qui est accepté : un nombre entier de 0 à 120"
    assert page.inner_text("#p-age-error") == words
    assert age.get_attribute("aria-invalid") == "true"
    assert page.inner_text("#problems") == f"Âge{nbsp}: {words}"
    age.fill("40")
    assert page.locator("#p-age-error").is_hidden()
    assert age.get_attribute("aria-invalid") == "false"
    page.get_by_label("12", exact=True).check()
    assert "n'est donné que pour un patient en ALD" in page.inner_text("#problems")


def test_an_amount_is_tried_and_restored(opened: Open) -> None:
    page = opened(page_of("fmt", "fmt"))
    page.get_by_label("Âge").fill("82")
    page.get_by_label("En affection de longue durée (ALD)").check()
    page.get_by_text("Essayer d'autres montants").click()
    amount = page.get_by_label("80 ans et plus, en ALD")
    amount.fill("120,5")
    assert page.inner_text("#figure") == f"120,50{EURO}"
    assert f"au lieu de 100{EURO}" in page.inner_text("#changed")
    for text in ("cent", "1.000", ""):
        amount.fill(text)
        assert page.inner_text("#figure") == "–"
    page.get_by_role("button", name="Rétablir les montants du texte").click()
    assert page.inner_text("#figure") == f"100{EURO}"
    assert page.locator("#changed").is_hidden()


def test_a_list_grows_and_shrinks(opened: Open) -> None:
    page = opened(page_of("fmt", "total", readings=TOTAL))
    page.locator("[data-element] [data-name=age] input").fill("82")
    page.locator("[data-element] [data-name=ald] input").check()
    page.locator("[data-name=zone] select").select_option("zip")
    assert page.inner_text("#figure") == f"110{EURO}"
    page.get_by_role("button", name="Dupliquer").click()
    page.get_by_role("button", name="Dupliquer").click()
    assert page.inner_text("#figure") == f"330{EURO}"
    assert "Âge 82" in page.locator("[data-brief]").first.inner_text()
    page.get_by_role("button", name="Retirer").click()
    assert page.inner_text("#figure") == f"220{EURO}"
    page.get_by_role("button", name="Ajouter").click()
    assert page.locator("#missing a").all_inner_texts() == ["Âge (Patient 3)"]


def test_every_kind_of_input_is_typed(opened: Open) -> None:
    """In an English text, whose labels look like HTML."""
    page = opened(page_of("care", "dues"))
    assert page.get_by_label("In long-term care <b>&</b>").is_visible()
    page.fill("#p-age", "40")
    page.fill("#p-seen", "2026-01-15")
    page.select_option("#p-smoker", "1")
    page.get_by_label("Home").check()
    page.select_option("#p-home-zone", "half")
    page.get_by_label("Screening </script>").check()
    page.fill("#p-fees", "1,0")
    for share in ("third", "half", "full"):
        page.fill(f"#p-score-{share}", "10")
    page.fill("#day", "2026-04-15")
    page.fill("#times", "2")
    # 2 × 25 € + 12.5 % of 1,000.10 € + 3 € + 2 × 1 € - 2 € + 4 €
    assert "“1,0” is not an amount" in page.inner_text("#p-fees-error")
    page.fill("#p-fees", "1,000.10")
    assert page.inner_text("#figure") == "182.01 €"
    assert lines(page)[-2:] == [("Rounded: 182.0125 € → 182.01 €", ""), ("Total", "182.01 €")]
    page.fill("#day", "2026-04-16")
    assert page.inner_text("#figure") == "179.01 €"


def test_the_page_calculates_what_the_evaluator_does(opened: Open) -> None:
    """Random patients, typed by a script: each field gets its value and the event of typing."""
    ready = calculation("fmt", "fmt")
    type_ = ready.clause.inputs[0].type
    page = opened(page_of("fmt", "fmt"))
    rng = random.Random(11)
    for _ in range(25):
        patient = consistent(random_value(type_, rng))
        assert isinstance(patient, dict)
        expected = format_value(
            call(ready.program, ready.ref, [patient]), ready.clause.result, "fr"
        )
        values = {
            name: sorted(map(str, value))
            if isinstance(value, frozenset)
            else value
            if isinstance(value, bool | str)
            else str(value)
            for name, value in patient.items()
        }
        page.evaluate(FILL, values)
        assert page.inner_text("#figure") == expected


FILL = """values => {
  for (const [name, value] of Object.entries(values)) {
    const node = document.querySelector(`[data-name="${name}"]`);
    if (node === null) continue;
    const inputs = [...node.querySelectorAll("input:not([data-search]), select")];
    for (const input of inputs) {
      if (Array.isArray(value)) input.checked = value.includes(input.value);
      else if (input.type === "checkbox") input.checked = value;
      else input.value = value;
    }
  }
  document.getElementById("form").dispatchEvent(new Event("input"));
}"""
