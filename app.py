"""The server: the app, behind what guards its pages and lets them open fast."""

import streamlit as st
from starlette.middleware import Middleware

from ui.guarding import Guarding, guarding_headers
from ui.rooms.answering import routes
from ui.runs import inspection, outcomes
from ui.serving import Serving

# What all pages need is imported before the first visitor comes.
__all__ = ["app", "inspection", "outcomes"]

app = st.App(
    "home.py",
    routes=routes(st.get_option("server.baseUrlPath")),
    middleware=[Middleware(Guarding, guarding_headers()), Middleware(Serving)],
)
