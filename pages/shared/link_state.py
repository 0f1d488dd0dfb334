"""Values of widgets in the address: read from a link once, corrected, and what was ignored said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypedDict

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.plain_text import plain
from pages.shared.view import View, once_per_offer
from venice_data.catalog.names import distinct_names, named_in, names_with_ids
from venice_data.history.price_history import models_listed_by
from venice_data.link_values import Choices, Day, read_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from venice_data.link_values import Accepted

_IGNORED: Final = "ignored_from_link"
_PAGE: Final = "page_of_ignored"
_DEFAULTS: Final = "defaults_drawn"
_LONGEST_VALUE: Final = 60
# A date control takes days within ten years of today; a little less is safe on either side.
_FARTHEST: Final = timedelta(days=3_600)
_NOT_NARROWED: Final = "The sidebar's filters do not narrow this list."
_SEVERAL_AT_ONCE: Final = "Several can be typed at once: kimi k3, glm 5."


class InLink(TypedDict):
    """What a widget is given so that its value stands in the address."""

    key: str
    bind: Literal["query-params"]
    on_change: Callable[[], None]


@dataclass(frozen=True)
class _Ignored:
    """What was ignored of a parameter, in words, beside the values that were kept."""

    kept: list[str]
    notes: list[str]


def in_link(name: str, accepted: Accepted, default: str | None = None) -> InLink:
    """Bind a widget to its parameter of the address, which is read here by what it accepts.

    The only way to bind one, since a widget drops what it does not know without a word. State
    the default of a widget where it depends on data.
    """
    read_link({name: accepted})
    if default is not None:
        _follow_default(name, accepted, default)
    return {"key": name, "bind": "query-params", "on_change": forget_ignored}


def read_link(parameters: Mapping[str, Accepted]) -> None:
    """Correct the address to what the parameters accept; keep note of what is ignored.

    A widget that has a value already has read its link, and is left alone. A widget takes its
    value from the address as it was when the run began: what was corrected needs another run.
    """
    corrected: dict[str, list[str]] = {}
    for name, accepted in parameters.items():
        if name in st.session_state and not came_by_history():
            continue
        given = st.query_params.get_all(name)
        read = read_values(given, accepted)
        notes = [f"{name}={_short(wrong.value)} ({wrong.reason})" for wrong in read.unusable]
        note_ignored(name, given, read.usable, notes)
        if any(given) and read.usable != given:
            corrected[name] = read.usable
    if corrected:
        st.query_params.update(corrected)
        st.rerun()


def came_by_history() -> bool:
    """Return whether the browser went back or forward: then what the address says counts."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def note_ignored(
    name: str, given: Sequence[str], kept: Sequence[str], notes: Sequence[str]
) -> bool:
    """Remember what was ignored of a parameter for as long as it has the values that were kept.

    Return whether that is news, which the head of the page has yet to say.
    """
    ignored = _ignored()
    before = ignored.get(name)
    if notes:
        ignored[name] = _Ignored(list(kept), list(notes))
    elif before is not None and before.kept != list(given):
        del ignored[name]
    return ignored.get(name) != before


def forget_ignored() -> None:
    """Forget what was ignored of the link, now that something else is chosen.

    For use at the end of a widget's callback: the head of the page has said it, so that all of
    the page runs again.
    """
    if _ignored():
        _ignored().clear()
        st.rerun()


def say_what_is_ignored(page: str) -> None:
    """Say which values of the link led to nothing, and why, until another page is opened."""
    if st.session_state.setdefault(_PAGE, page) != page:
        st.session_state[_PAGE] = page
        _ignored().clear()
    notes = [note for ignored in _ignored().values() for note in ignored.notes]
    if notes:
        st.info(f"Ignored in the link: {plain('; '.join(notes))}.", icon=":material/link_off:")


def day_of_control() -> Day:
    """Return the days that a date control without limits takes."""
    today = datetime.now(UTC).date()
    return Day(today - _FARTHEST, today + _FARTHEST)


def _follow_default(name: str, accepted: Accepted, default: str) -> None:
    """Give up a value that was never chosen, or is there no longer, for the default of now.

    So it is in a link too, which names neither.
    """
    drawn: dict[str, str] = st.session_state.setdefault(_DEFAULTS, {})
    value = st.session_state.get(name, default)
    is_unchosen = name not in st.query_params and value == drawn.get(name)
    written = (value, plain(value))  # some options are drawn, and so named, as Markdown
    is_gone = all(read_values([text], accepted).unusable for text in written)
    if value != default and (is_unchosen or is_gone):
        st.session_state[name] = default
    drawn[name] = default


def _ignored() -> dict[str, _Ignored]:
    ignored: dict[str, _Ignored] = st.session_state.setdefault(_IGNORED, {})
    return ignored


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"


def pick_models(
    name: str,
    label: str,
    names: pd.Series[str],
    *,
    most: int,
    otherwise: str,
    placeholder: str,
    leading: str = "",
) -> list[str]:
    """Ask for up to `most` models, whose ids stand in the parameter `name` of the address.

    `names` holds a name for each id that no other has; `otherwise` says what other ids are. The
    parameter `leading`, if any, names one of the picked models and leaves with it.

    Its list would stay open after a choice and cover the answer: each choice makes another control.
    """
    ids = list(by_name(names).index)
    read_link({name: Choices(ids, most=most, otherwise=otherwise)})
    picked = st.query_params.get_all(name)
    # Who is picked is not looked for: the name alone is shorter.
    labels = names_with_ids(names).to_dict() | {model_id: names[model_id] for model_id in picked}
    # The address decides, so that links and the browser's back lead where they say.
    key = _key(name)
    st.session_state[key] = picked
    st.multiselect(
        label,
        ids,
        format_func=lambda model_id: labels.get(model_id, model_id),  # one may have been typed
        key=key,
        max_selections=most,
        placeholder=placeholder,
        select_all=False,
        accept_new_options=True,
        help=f"{_SEVERAL_AT_ONCE} {_NOT_NARROWED}",
        on_change=_write_models,
        args=(key, name, names, most, leading),
    )
    st.session_state[_last(name)] = picked
    return picked


def recall_models(name: str) -> None:
    """Pick what was picked last where a page is come back to by a link that names no model."""
    is_new_here = _key(name) not in st.session_state
    last = st.session_state.get(_last(name))
    if last and is_new_here and name not in st.query_params and not came_by_history():
        st.query_params[name] = last


def pick_model(
    name: str,
    label: str,
    names: pd.Series[str],
    *,
    suggested: str,
    otherwise: str,
    explanation: str = _NOT_NARROWED,
) -> str:
    """Ask for one of these models, by default the suggested one; its id stands in the address."""
    read_link({name: Choices(list(names.index), most=1, otherwise=otherwise)})
    picked = st.query_params.get(name, suggested)
    # Who is picked is not looked for: the name alone is shorter.
    labels = names_with_ids(names).to_dict() | {picked: names[picked]}
    st.session_state[_widget(name)] = picked
    st.selectbox(
        label,
        list(names.index),
        format_func=lambda model_id: labels[model_id],
        key=_widget(name),
        help=explanation,
        on_change=_write_model,
        args=(name,),
    )
    return picked


@once_per_offer
def names_to_pick(view: View) -> dict[str, str]:
    """Return the name of each model that is offered, with its id behind it."""
    return {str(model_id): name for model_id, name in names_with_ids(view.names).items()}


def gone_names(view: View) -> pd.Series[str]:
    """Return the name of each model that was listed by then and is no longer offered."""
    history = view.snapshot.history
    known = view.catalog.models if history is None else models_listed_by(history, view.now)
    gone = known.drop(index=view.names.index, errors="ignore")
    return distinct_names(gone) + " (retired)"


def by_name(names: pd.Series[str]) -> pd.Series[str]:
    """Sort the names of models as people look them up."""
    return names.sort_values(key=lambda texts: texts.str.casefold())


def _widget(name: str) -> str:
    return f"{name}_picked"


def _key(name: str) -> str:
    """Return the key of what models are picked in: another after each choice."""
    return _widget(name) + str(st.session_state.get(_turn(name), ""))


def _turn(name: str) -> str:
    return f"{name}_picked_turn"


def _last(name: str) -> str:
    return f"{name}_picked_last"


def _write_models(key: str, name: str, names: pd.Series[str], most: int, leading: str) -> None:
    given = [named_in(text, names) for text in st.session_state[key]]
    picked = list(dict.fromkeys(model_id for found, _ in given for model_id in found))[:most]
    for text in (text for _, unknown in given for text in unknown):
        st.toast(plain(f"No model is called {_short(text)}."))
    if st.query_params.get(leading) not in picked:
        st.query_params.pop(leading, None)
    if picked:
        st.query_params[name] = picked
    else:
        st.query_params.pop(name, None)
    st.session_state[_last(name)] = picked
    st.session_state[_turn(name)] = "" if st.session_state.get(_turn(name)) else "_again"
    forget_ignored()


def _write_model(name: str) -> None:
    st.query_params[name] = st.session_state[_widget(name)]
    forget_ignored()
