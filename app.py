"""The server: the app, behind what lets its pages open fast."""

import streamlit as st
from starlette.middleware import Middleware

from ui.runs import inspection, outcomes
from ui.serving import Serving

# What all pages need is imported before the first visitor comes.
__all__ = ["app", "inspection", "outcomes"]

app = st.App("home.py", middleware=[Middleware(Serving)])
