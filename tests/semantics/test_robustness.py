"""Whatever a text says, elaboration answers with messages, never with an exception."""

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from convention_dsl.diagnostics.catalogue import entries
from convention_dsl.semantics import elaborate
from convention_dsl.source import Source
from convention_dsl.syntax.parser import parse

CORPUS = sorted((Path(__file__).parents[1] / "corpus" / "semantics").rglob("*.conv"))
TEXTS = [path.read_text("utf-8") for path in CORPUS]
WORD = re.compile(r"\w+|[^\w\s]")
HEADER = 60


@st.composite
def mutants(draw):
    """Draw a text of the corpus in which some words were exchanged, repeated or dropped."""
    text = draw(st.sampled_from(TEXTS))
    words = [match for match in WORD.finditer(text) if match.start() > HEADER]
    chosen = draw(st.sets(st.integers(0, len(words) - 1), min_size=1, max_size=3))
    for index in sorted(chosen, reverse=True):
        word = words[index]
        other = draw(st.sampled_from(words)).group()
        new = draw(st.sampled_from(["", other, f"{word.group()} {word.group()}"]))
        text = text[: word.start()] + new + text[word.end() :]
    return text


@settings(max_examples=150, deadline=None)
@given(mutants())
def test_a_mutilated_text_gives_messages(text):
    file, _ = parse(Source("a.conv", text))
    library, diagnostics = elaborate({"a.conv": file})
    assert library.books
    assert {each.code for each in diagnostics} <= entries().keys()


@settings(max_examples=50, deadline=None)
@given(mutants())
def test_the_same_text_always_gives_the_same(text):
    file, _ = parse(Source("a.conv", text))
    assert elaborate({"a.conv": file}) == elaborate({"a.conv": file})


@given(st.permutations(range(3)))
def test_the_order_of_the_files_means_nothing(order):
    texts = {
        "a.conv": "# language: en\nvocabulary a\nenumeration E = x, y\n",
        "b.conv": '# language: en\nconvention b source "s"\nuse a\n'
        "clause fee (e: E) : amount = 1 € plus 1 € if e = x",
        "c.conv": '# language: en\nconvention c source "s"\nuse a\nuse b as former\n'
        "clause fee (e: E) : amount = former.fee(e)",
    }
    files = {path: parse(Source(path, text))[0] for path, text in texts.items()}
    names = list(files)
    shuffled = {names[i]: files[names[i]] for i in order}
    assert elaborate(shuffled) == elaborate(files)
    assert elaborate(shuffled)[1] == []
