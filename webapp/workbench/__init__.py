"""The staff door: community officer, Federation, assessment site, provider. One module a feature."""

from webapp.workbench import home, residents, sign_in  # noqa: F401  importing a module adds its routes
from webapp.workbench.door import door

__all__ = ["door"]
