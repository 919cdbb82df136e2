"""Commands about what results rest on: bad words are refused at once, the nearest named, and nothing is made."""

import pytest

REFUSED = [
    (("ablate", "--members", "3"), "--members 3"),
    (("ablate", "baselin"), "baseline"),
    (("ablate", "--blocks", "--mechanisms"), "not both"),
    (("sensitivity", "--outcome", "war"), "'wars'"),
    (("sensitivity", "--method", "sobol"), "needs --outcome"),
    (("sensitivity", "--method", "sobl"), "sobol"),
    (("sensitivity", "--trajectories", "1"), "trajectories"),
    (("forces", "--states", "Pakstan"), "Pakistan"),
    (("forces", "--members", "1"), "--members 1"),
    (("placebo", "--members", "9999999"), "--members 9999999"),
    (("placebo", "--permutations", "1"), "permutations"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=[" ".join(words) for words, _ in REFUSED])
def test_bad_words_are_refused_in_one_line(run, words, said):
    outcome = run(*words)
    assert outcome.code == 2
    assert outcome.out == ""
    assert len(outcome.err.strip().splitlines()) == 1
    assert said in outcome.err
    assert outcome.left == ()
