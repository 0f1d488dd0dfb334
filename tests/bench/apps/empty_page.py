"""The least that Streamlit can serve: a page with a title."""

import streamlit as st

st.title("Empty")
