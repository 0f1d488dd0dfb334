"""Text of the API stays text: what `plain` writes can become no Markdown, link or emoji.

Two stages of Streamlit's frontend have to be outlived. Backslashes stop the first, which reads
Markdown. The second rewrites the text that is left, when the backslashes are already gone.
"""

from __future__ import annotations

import re
from string import punctuation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.plain_text import plain

ZERO_WIDTH_SPACE = "\u200b"
ESCAPED = re.compile(r"(?:\\[!-/:-@\[-`{-~]|[^!-/:-@\[-`{-~])*")
# The patterns of the second stage, as they stand in Streamlit 1.67's StreamlitMarkdown.js.
REWRITTEN = {
    "an emoji": re.compile(r":\+1:|:-1:|:[\w-]+:", re.ASCII),
    "an icon": re.compile(r":material/\w+:", re.ASCII),
    "a link": re.compile(r"(https?://|www(?=\.))([-.\w]+)", re.ASCII | re.IGNORECASE),
    "an address": re.compile(r"[-.\w+]+@[-\w]+(?:\.[-\w]+)+", re.ASCII),
    "a sign": re.compile(r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)"),
}
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=ZERO_WIDTH_SPACE))
markdown_text = st.lists(
    st.sampled_from(
        [
            *("$", "**", "`", "|", "\\", "<b>", "&lt;", "[x](y)", ":red[", "# ", "- ", "1. "),
            *(":smile:", "www.a.bc", "https://a.bc", "a@b.cd", "->", "--", ":", "-"),
            *("\n", "\t", " ", "x", "é", "😀"),
        ]
    )
).map("".join)


def _after_markdown(written: str) -> str:
    """Take the backslashes away, as a reader of Markdown does."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", written)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qwen 3", "Qwen 3"),
        ("GPT-5.5", r"GPT\-5\.5"),
        ("$5 or $6", r"\$5 or \$6"),
        ("*bold*", r"\*bold\*"),
        ("<b>bold</b>", r"\<b\>bold\<\/b\>"),
        ("[x](javascript:alert(1))", r"\[x\]\(javascript\:alert\(1\)\)"),
        ("`code`", r"\`code\`"),
        ("back\\slash", r"back\\slash"),
        ("&lt;", r"\&lt\;"),
        ("# title", r"\# title"),
        ("1. one", r"1\. one"),
        ("a_b~c|d", r"a\_b\~c\|d"),
        ("Größe 模型 😀", "Größe 模型 😀"),
        ("", ""),
    ],
)
def test_markdown_is_written_with_backslashes(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("sign", punctuation)
def test_every_sign_of_ascii_is_escaped(sign: str) -> None:
    assert plain(f"a{sign}b").replace(ZERO_WIDTH_SPACE, "") == f"a\\{sign}b"


@pytest.mark.parametrize(
    "text",
    ["one\ntwo", "one\r\ntwo", "  one   two  ", "one\ttwo", "    one two", "one\u2028two"],
)
def test_a_text_becomes_one_line_that_no_indent_turns_into_code(text: str) -> None:
    assert plain(text) == "one two"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (":smile:", "an emoji"),
        ("a:smile:heart:b", "an emoji"),
        (":+1: or :-1:", "an emoji"),
        (":material/home:", "an icon"),
        ("www.example.com", "a link"),
        ("WWW.Example.com", "a link"),
        ("https://example.com/a", "a link"),
        ("http://example.com", "a link"),
        ("me@example.com", "an address"),
        ("GPT -> Claude", "a sign"),
        ("a -- b", "a sign"),
        (">= 128K", "a sign"),
    ],
)
def test_what_streamlit_would_rewrite_is_broken_up(text: str, kind: str) -> None:
    assert REWRITTEN[kind].search(text)

    left = _after_markdown(plain(text))

    assert not REWRITTEN[kind].search(left)
    assert left.replace(ZERO_WIDTH_SPACE, "") == text


@given(any_text | markdown_text)
def test_no_sign_is_left_without_its_backslash(text: str) -> None:
    assert ESCAPED.fullmatch(plain(text))


@given(any_text | markdown_text)
def test_every_character_is_still_there_to_read(text: str) -> None:
    read = _after_markdown(plain(text)).replace(ZERO_WIDTH_SPACE, "")

    assert read == " ".join(text.split())


@given(markdown_text)
def test_nothing_is_left_that_streamlit_rewrites(text: str) -> None:
    left = _after_markdown(plain(text))

    assert [kind for kind, pattern in REWRITTEN.items() if pattern.search(left)] == []
