"""The one guard against forged forms: every POST is checked before its view, but for those that machines make."""

from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()
