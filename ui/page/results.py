"""Results of the runs on a stage, which wait below it until the stage shows how the runs end."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def results() -> DeltaGenerator:
    """A container that the stage's style hides while the outcome is hidden, with a line instead."""
    st.html('<p class="dl-later">The results come at the end of the run.</p>')
    return st.container(key="results")
