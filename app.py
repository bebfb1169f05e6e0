"""The server: the app, behind what guards its pages and lets them open fast."""

import streamlit as st
from starlette.middleware import Middleware

from ui.guarding import Guarding, guarding_headers
from ui.messages import Messages
from ui.rooms.answering import routes
from ui.runs import inspection, outcomes
from ui.serving import Serving
from ui.uploading import Uploading

# What all pages need is imported before the first visitor comes.
__all__ = ["app", "inspection", "outcomes"]

GUARDS = (
    Middleware(Guarding, guarding_headers()),
    Middleware(Serving),
    Middleware(Uploading),
    Middleware(Messages),
)

app = st.App("home.py", routes=routes(st.get_option("server.baseUrlPath")), middleware=GUARDS)
