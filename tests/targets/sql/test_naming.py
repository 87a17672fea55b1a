from convention_dsl.targets.sql.naming import Names


def test_names_that_engines_take_for_one_are_told_apart() -> None:
    names = Names(["id"])
    assert [names.new(each) for each in ("ID", "age", "Age", "AGE")] == [
        "ID_2",
        "age",
        "Age_2",
        "AGE_3",
    ]


def test_names_are_cut_between_letters_to_what_the_strictest_engine_keeps() -> None:
    names = Names()
    found = [names.new("é" * 50 + end) for end in "ab"]
    assert len(set(found)) == 2
    assert all(len(each.encode()) <= 60 for each in found)
    assert found[1].endswith("_2")
