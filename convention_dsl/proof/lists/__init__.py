"""Properties of lists of any length, decided without ever bounding the list.

A property over a list speaks of it through sums. `sums` replaces every list aggregate by arithmetic
over sums of terms of one element; what the elements of a list can add up to is the cone of their
terms (Piskac and Kuncak, Linear arithmetic with stars, CAV 2008; Levatich, Bjørner, Piskac and
Shoham, Solving LIA* using approximations, VMCAI 2020). `decision` looks for a violation of the
property by any sums, `region` for the linear inequalities that make it one, `cone` for elements
that can add up to such sums. Where there are none, Farkas' lemma gives a weighted sum that is never
negative for one element, hence for no list: a lemma that excludes the violation. Where there are,
`counts` finds how many of each make a list, which the reference evaluator replays.
"""
