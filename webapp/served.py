"""What the server loads: the application, with everything read that lives as long as the process."""

import gc

from app import app
from webapp import entitlements

entitlements.current()  # a broken catalogue stops the start, not somebody's page
gc.freeze()  # catalogue, tables and routes need not be looked through for garbage at every page

__all__ = ["app"]
