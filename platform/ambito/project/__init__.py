"""The top floor: settings, urls, command line."""

from __future__ import annotations
