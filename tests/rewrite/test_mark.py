from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.rewrite.mark import Mark, body_hash, parse_mark

HASHES = st.text("0123456789abcdef", min_size=8, max_size=8)
PATHS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1) | st.just("a b/[c] (d).md")


@given(
    PATHS,
    HASHES,
    HASHES,
    st.booleans(),
    st.sampled_from(["", "    ", "\t"]),
    st.sampled_from(["", "\n", "\r\n", "  \n"]),
)
def test_a_mark_is_read_as_it_was_written(spec, body, digest, in_doubt, before, after):
    mark = Mark(spec, body, digest, in_doubt)
    assert parse_mark(f"{before}{mark}{after}") == mark


def test_other_comments_are_no_marks():
    assert parse_mark("# aurora: specs/a.md") is None
    assert parse_mark("x = 1  # aurora: a.md [body 00000000, spec 00000000]") is None


def test_a_hash_does_not_depend_on_indentation_line_breaks_and_trailing_blanks():
    assert body_hash("\tif x:\r\n\t\ty  \r\n\r\n\tz") == body_hash("if x:\n\ty\n\nz")


def test_a_hash_depends_on_the_lines():
    texts = ["if x:\n    y\n    z", "if x:\n    y\nz", "if x:\n    z\n    y", "if x:\n    y\n    # z"]
    assert len({body_hash(text) for text in texts}) == len(texts)
