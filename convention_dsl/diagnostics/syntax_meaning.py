"""Messages E00xx about what reads well and means nothing, or two things."""

from __future__ import annotations

from convention_dsl.diagnostics.entry import Entry, Wording

_PATIENT = "record Patient\n  age : integer 0..120\n  ald : boolean\n"

MEANING: tuple[Entry, ...] = (
    Entry(
        "E0019",
        Wording(
            "`and` and `or` are mixed: put `{text}` in parentheses",
            "`et` et `ou` sont mêlés : mettre `{text}` entre parenthèses",
        ),
        Wording(
            "`a and b or c` is read in two ways by two readers. Parentheses say which one is "
            "meant.",
            "`a et b ou c` se lit de deux façons. Des parenthèses disent laquelle est voulue.",
        ),
        bad="clause c (a: boolean, b: boolean) : boolean = a and b or a",
        good="clause c (a: boolean, b: boolean) : boolean = (a and b) or a",
    ),
    Entry(
        "E0020",
        Wording(
            "an operation follows `else`: put `{text}` in parentheses, or the whole `if`",
            "une opération suit `sinon` : mettre `{text}` entre parenthèses, ou tout le `si`",
        ),
        Wording(
            "In `if c then a else 0 € + 3 €` the last sum could be about both branches or about "
            "one.",
            "Dans `si c alors a sinon 0 € + 3 €`, la somme pourrait concerner les deux branches ou "
            "une seule.",
        ),
        bad="clause c (a: boolean) : amount = if a then 5 € else 0 € + 3 €",
        good="clause c (a: boolean) : amount = (if a then 5 € else 0 €) + 3 €",
    ),
    Entry(
        "E0021",
        Wording("comparisons are not chained", "les comparaisons ne s'enchaînent pas"),
        Wording(
            "`1 <= n <= 5` is written `n in 1..5`, or `1 <= n and n <= 5`.",
            "`1 <= n <= 5` s'écrit `n dans 1..5`, ou `1 <= n et n <= 5`.",
        ),
        help=Wording(
            "write `x in 1..5`, or two comparisons joined by `and`",
            "écrire `x dans 1..5`, ou deux comparaisons jointes par `et`",
        ),
        bad="clause c (n: integer 0..9) : boolean = 1 <= n <= 5",
        good="clause c (n: integer 0..9) : boolean = n in 1..5",
    ),
    Entry(
        "E0022",
        Wording("the type `{type}` takes no `{text}`", "le type `{type}` n'admet pas `{text}`"),
        Wording(
            "Numbers, amounts and rates have a range and a step, dates a range; other types have "
            "neither.",
            "Les nombres, montants et taux ont une plage et un pas, les dates une plage ; les "
            "autres types n'en ont pas.",
        ),
        bad="record R\n  b : boolean 0..1",
        good="record R\n  b : integer 0..1",
    ),
    Entry(
        "E0023",
        Wording("`{text}` is said a second time", "`{text}` est dit une seconde fois"),
        Wording(
            "A source, a confidence, a label, a period or a default is given once.",
            "Une source, une confiance, un libellé, une période ou un défaut se donnent une fois.",
        ),
        bad='clause c "one" : amount\n  "two"\n  = 5 €',
        good='clause c "one" : amount = 5 €',
    ),
    Entry(
        "E0024",
        Wording(
            "`{text}` is not the name of something to call",
            "`{text}` n'est pas le nom de quelque chose à appeler",
        ),
        Wording(
            "Before parentheses stands the name of a clause, of a field with one value per item, "
            "or of a record.",
            "Devant des parenthèses figure le nom d'une clause, d'un champ à une valeur par "
            "élément, ou d'une fiche.",
        ),
        bad="clause c (n: integer 0..9) : integer = 2(n)",
        good="clause c (n: integer 0..9) : integer = 2 * n",
    ),
    Entry(
        "E0026",
        Wording(
            "a list is one of records, not of `{text}`",
            "une liste se compose de fiches, pas de `{text}`",
        ),
        Wording(
            "`list of` is followed by the name of a record.",
            "`liste de` est suivi du nom d'une fiche.",
        ),
        bad="record R\n  n : list of integer 0..9",
        good="record R\n  n : set of integer 0..9",
    ),
    Entry(
        "E0027",
        Wording(
            "a set is one of items or of integers of a range, not of `{text}`",
            "un ensemble se compose d'éléments ou d'entiers d'une plage, pas de `{text}`",
        ),
        Wording(
            "`set of` is followed by the name of an enumeration, or by `integer a..b`.",
            "`ensemble de` est suivi du nom d'une énumération, ou de `entier a..b`.",
        ),
        bad="record R\n  n : set of boolean",
        good="record R\n  n : set of integer 0..9",
    ),
    Entry(
        "E0028",
        Wording("`{text}` has no condition", "`{text}` n'a pas de condition"),
        Wording(
            "`some` and `all` are about a condition: `some (a in S: c)`.",
            "`il existe` et `tous` portent sur une condition : `il existe (a dans S : c)`.",
        ),
        bad="clause c (s: set of integer 0..9) : boolean = some (a in s)",
        good="clause c (s: set of integer 0..9) : boolean = s is not empty",
    ),
    Entry(
        "E0029",
        Wording(
            "the record `{text}` is named without its book",
            "la fiche `{text}` se nomme sans son livre",
        ),
        Wording(
            "Names of a used vocabulary are visible as they are.",
            "Les noms d'un vocabulaire utilisé sont visibles tels quels.",
        ),
        bad="use common\nclause c : integer = age of common.Patient(age: 3)",
        good="use common\nclause c : integer = age of Patient(age: 3)",
    ),
    Entry(
        "E0030",
        Wording(
            "`{text}`: either every value is named, or none is",
            "`{text}` : soit toutes les valeurs sont nommées, soit aucune",
        ),
        Wording(
            "A record names each value, `Patient(age: 82)`; a call names none, `base(p)`.",
            "Une fiche nomme chaque valeur, `Patient(âge : 82)` ; un appel n'en nomme aucune, "
            "`base(p)`.",
        ),
        bad=_PATIENT + "clause c : Patient = Patient(age: 3, yes)",
        good=_PATIENT + "clause c : Patient = Patient(age: 3, ald: yes)",
    ),
    Entry(
        "E0031",
        Wording(
            "items are separated by `,`, or all by `<` where they are in order",
            "les éléments sont séparés par `,`, ou tous par `<` s'ils sont ordonnés",
        ),
        Wording(
            "An enumeration is ordered as a whole or not at all.",
            "Une énumération est ordonnée en entier ou pas du tout.",
        ),
        bad="enumeration E = a < b, c",
        good="enumeration E = a < b < c",
    ),
    Entry(
        "E0032",
        Wording("`open` has no bound", "`ouvert` n'a pas de borne"),
        Wording(
            "An open amount says from where to where: `open at least 55 € at most 70 €`.",
            "Un montant ouvert dit d'où à où : `ouvert au moins 55 € au plus 70 €`.",
        ),
        bad="parameter p : amount = 55 € open",
        good="parameter p : amount = 55 € open at least 55 €",
    ),
    Entry(
        "E0033",
        Wording("`{text}` is not `call = value`", "`{text}` n'est pas `appel = valeur`"),
        Wording(
            "An example says what a call gives.",
            "Un exemple dit ce que donne un appel.",
        ),
        bad='clause c : amount = 5 €\nexample "five" c() >= 5 €',
        good='clause c : amount = 5 €\nexample "five" c() = 5 €',
    ),
    Entry(
        "E0034",
        Wording("`{text}` is not an input to fill in", "`{text}` n'est pas une entrée à remplir"),
        Wording(
            "The headers of a table of examples are inputs of the clause, their fields, `at` or "
            "`reading`.",
            "Les en-têtes d'un tableau d'exemples sont les entrées de la clause, leurs champs, "
            "`à la date du` ou `lecture`.",
        ),
        bad="clause c (n: integer 0..9) : integer = n\nexamples of c\n  | n + 1 || integer |",
        good="clause c (n: integer 0..9) : integer = n\nexamples of c\n  | n || integer |",
    ),
    Entry(
        "E0035",
        Wording(
            "`{text}` belongs after an expected verdict",
            "`{text}` se place après un verdict attendu",
        ),
        Wording(
            'A reason or a reading is about an expected verdict: `expected refuted because "…"`.',
            "Une raison ou une lecture porte sur un verdict attendu : `attendu réfuté parce que "
            "« … »`.",
        ),
        bad='property p then 1 = 2 because "one is not two"',
        good='property p then 1 = 2 expected refuted because "one is not two"',
    ),
    Entry(
        "E0036",
        Wording(
            "`{text}` comes too late: a file says first what book it is of",
            "`{text}` vient trop tard : un fichier dit d'abord de quel livre il est",
        ),
        Wording(
            "A file has one header, before its declarations.",
            "Un fichier a un seul en-tête, avant ses déclarations.",
        ),
        bad="clause c : amount = 5 €\nconvention texts",
        good="convention texts\nclause c : amount = 5 €",
    ),
    Entry(
        "E0047",
        Wording(
            "the first term of a formula has no condition",
            "le premier terme d'une formule n'a pas de condition",
        ),
        Wording(
            "Only the terms that follow, after `plus` and `minus`, have one: `= 0 € plus 10 € if "
            "c`. Or write `= if c then 10 € else 0 €`.",
            "Seuls les termes suivants, après `plus` et `moins`, en ont une : `= 0 € plus 10 € si "
            "c`. Ou bien `= si c alors 10 € sinon 0 €`.",
        ),
        bad="clause c (a: boolean) : amount = 10 € if a",
        good="clause c (a: boolean) : amount = if a then 10 € else 0 €",
    ),
    Entry(
        "E0048",
        Wording(
            "after the condition comes `then`, not `=`",
            "après la condition vient `alors`, pas `=`",
        ),
        Wording(
            "A case is `when c then v`; `=` would continue the condition.",
            "Un cas s'écrit `quand c alors v` ; `=` prolongerait la condition.",
        ),
        bad="clause c (n: integer 0..9) : amount\n  when n < 3 = 5 €\n  otherwise 0 €",
        good="clause c (n: integer 0..9) : amount\n  when n < 3 then 5 €\n  otherwise 0 €",
    ),
    Entry(
        "E0049",
        Wording(
            "`{text}` needs parentheses around it here",
            "`{text}` demande des parenthèses ici",
        ),
        Wording(
            "`if … then … else …`, `not …` and a rounded sum are put in parentheses inside an "
            "operation.",
            "`si … alors … sinon …`, `non …` et une somme arrondie se mettent entre parenthèses "
            "dans une opération.",
        ),
        bad="clause c (a: boolean) : amount = 3 € + if a then 5 € else 0 €",
        good="clause c (a: boolean) : amount = 3 € + (if a then 5 € else 0 €)",
    ),
    Entry(
        "E0050",
        Wording(
            "no comma here: what is said of a declaration follows without commas",
            "pas de virgule ici : ce qui est dit d'une déclaration se suit sans virgules",
        ),
        Wording(
            'Label, source and confidence follow each other: `"label" source "art. 3" confidence '
            "official`.",
            "Libellé, source et confiance se suivent : `« libellé » source « art. 3 » confiance "
            "officiel`.",
        ),
        help=Wording("leave the comma out", "supprimer la virgule"),
        bad='clause c : amount = 5 € source "art. 3", confidence official',
        good='clause c : amount = 5 € source "art. 3" confidence official',
    ),
)
