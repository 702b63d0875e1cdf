"""What all doors need from Flask: Door, Visit, the access table, forms, words, security.

A view is find, form, do, answer. A page cannot write; an act is one unit of work.
"""

from webapp.web.access import Permission
from webapp.web.answers import redirect_to, render
from webapp.web.door import Door
from webapp.web.forms import Form, NothingForm
from webapp.web.visit import Visit

__all__ = ["Door", "Form", "NothingForm", "Permission", "Visit", "redirect_to", "render"]
