"""Time limits on a person: how often each can be extended. All of them stand in docs/accessibility/time-limits.md."""

EXTENSIONS = 10
"""WCAG 2.2.1: at least ten times, by one simple act."""
