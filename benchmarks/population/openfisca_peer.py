"""The forfait as OpenFisca computes it: python openfisca_peer.py patients.parquet out.parquet.

Needs openfisca-core and pyarrow (`compare.py` makes them an environment of their own). Variables
are vectorial, amounts the default of OpenFisca, 32-bit floats. Entities are declared as OpenFisca
documents it for whole columns, the roles as integers, its fastest way. With `--direct` the columns
are set on the entities themselves, as nobody would in an application: how fast it could be.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import YEAR
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Patient = build_entity("patient", "patients", "a patient", is_person=True)
Doctor = build_entity(
    "doctor", "doctors", "a doctor", roles=[{"key": "registered", "plural": "registered_patients"}]
)
PERIOD = "2026"


class Zone(Enum):
    hors_zone = "hors zone"
    zac = "zone d'action complémentaire"
    zip = "zone d'intervention prioritaire"


class age(Variable):  # noqa: N801
    value_type, entity, definition_period = int, Patient, YEAR


class ald(Variable):  # noqa: N801
    value_type, entity, definition_period = bool, Patient, YEAR


class c2s(Variable):  # noqa: N801
    value_type, entity, definition_period = bool, Patient, YEAR


class actions(Variable):  # noqa: N801
    value_type, entity, definition_period = int, Patient, YEAR


class zone(Variable):  # noqa: N801
    value_type, entity, definition_period = Enum, Patient, YEAR
    possible_values, default_value = Zone, Zone.hors_zone


class base(Variable):  # noqa: N801
    value_type, entity, definition_period = float, Patient, YEAR

    def formula(patient, period):  # noqa: N805
        years, is_ill = patient("age", period), patient("ald", period)
        cases = [is_ill & (years >= 80), is_ill | (years >= 80), (years >= 7) & (years <= 74)]
        grid = np.select(cases, [100, 55, 5], 15)
        return grid + 10 * patient("c2s", period)


class uplift(Variable):  # noqa: N801
    value_type, entity, definition_period = float, Patient, YEAR

    def formula(patient, period):  # noqa: N805
        where = patient("zone", period)
        rate = np.select([where == Zone.zac, where == Zone.zip], [0.075, 0.125], 0)
        return np.floor(patient("base", period) * rate * 100 + 0.5) / 100


class fmt(Variable):  # noqa: N801
    value_type, entity, definition_period = float, Patient, YEAR

    def formula(patient, period):  # noqa: N805
        return patient("base", period) + 5 * patient("actions", period) + patient("uplift", period)


class fmt_doctor(Variable):  # noqa: N801
    value_type, entity, definition_period = float, Doctor, YEAR

    def formula(doctor, period):  # noqa: N805
        return doctor.sum(doctor.members("fmt", period))


VARIABLES = (age, ald, c2s, actions, zone, base, uplift, fmt, fmt_doctor)
COLUMNS = ["doctor", "age", "ald", "c2s", "zone", "actions"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source")
    parser.add_argument("output")
    parser.add_argument("--most", type=int, help="so many rows at once (all unless said)")
    parser.add_argument("--direct", action="store_true", help="go around the documented loading")
    asked = parser.parse_args()
    rules = system()
    parts = [computed(rules, t, direct=asked.direct) for t in tables(asked.source, asked.most)]
    rows = sum(part.pop("rows") for part in parts)
    whole = pa.concat_tables(pa.table(part) for part in parts)
    summed = whole.group_by("doctor").aggregate([("fmt", "sum")]).sort_by("doctor")
    pq.write_table(summed.rename_columns(["doctor", "fmt"]), asked.output)
    total = float(np.sum(summed["fmt_sum"].to_numpy(), dtype=np.float64))
    print(f"cents {100 * total:.2f}\nrows {rows}")


def system() -> TaxBenefitSystem:
    found = TaxBenefitSystem([Patient, Doctor])
    for variable in VARIABLES:
        found.add_variable(variable)
    return found


def tables(source: str, most: int | None) -> Iterator[pa.Table]:
    """Yield the rows of a file, `most` of them at a time, whole groups of rows of the file."""
    file = pq.ParquetFile(Path(source))
    groups: list[int] = []
    rows = 0
    for number in range(file.num_row_groups):
        groups.append(number)
        rows += file.metadata.row_group(number).num_rows
        if most is not None and rows >= most:
            yield file.read_row_groups(groups, columns=COLUMNS)
            groups, rows = [], 0
    if groups:
        yield file.read_row_groups(groups, columns=COLUMNS)


def computed(rules: TaxBenefitSystem, table: pa.Table, *, direct: bool) -> dict[str, object]:
    """Return the doctors and their sums."""
    doctors, simulation = (built_directly if direct else built)(rules, table)
    for name in ("age", "ald", "c2s", "actions"):
        simulation.set_input(name, PERIOD, table[name].to_numpy())
    simulation.set_input("zone", PERIOD, positions(table["zone"]))
    return {
        "doctor": doctors,
        "fmt": simulation.calculate("fmt_doctor", PERIOD),
        "rows": len(table),
    }


def built(rules: TaxBenefitSystem, table: pa.Table) -> tuple[np.ndarray, Simulation]:
    """Return the doctors, and a simulation of them and their patients, as OpenFisca documents."""
    ids = table["doctor"].to_numpy()
    builder = SimulationBuilder()
    builder.create_entities(rules)
    builder.declare_person_entity("patient", np.arange(len(table)))
    doctors = builder.declare_entity("doctor", np.unique(ids))
    builder.join_with_persons(doctors, ids, np.zeros(len(table), np.int8))
    return doctors.ids, builder.build(rules)


def built_directly(rules: TaxBenefitSystem, table: pa.Table) -> tuple[np.ndarray, Simulation]:
    """Return the same, set beside the documented functions, which make lists and sort."""
    encoded = table["doctor"].combine_chunks().dictionary_encode()
    builder = SimulationBuilder()
    builder.create_entities(rules)
    patients, doctors = builder.populations["patient"], builder.populations["doctor"]
    patients.ids, patients.count = np.arange(len(table)), len(table)
    doctors.ids = encoded.dictionary.to_numpy()
    doctors.count = len(doctors.ids)
    doctors.members_entity_id = encoded.indices.to_numpy()
    doctors.members_role = np.repeat(Doctor.flattened_roles[0], 1)
    return doctors.ids, builder.build(rules)


def positions(zones: pa.ChunkedArray) -> np.ndarray:
    """Return the zones as OpenFisca's enumeration array."""
    encoded = zones.combine_chunks().dictionary_encode()
    items = [Zone[name].index for name in encoded.dictionary.to_pylist()]
    found = pc.take(pa.array(items, pa.int16()), encoded.indices).to_numpy()
    return Zone.encode(found)


if __name__ == "__main__":
    main()
