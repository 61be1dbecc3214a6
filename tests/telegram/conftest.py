"""Fixtures of the Telegram tests, made of the helpers beside this file."""

from __future__ import annotations

from tests.telegram.talking import dossier, logging_as_it_was, recorded, talk

__all__ = ["dossier", "logging_as_it_was", "recorded", "talk"]
