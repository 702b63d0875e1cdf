"""The staff door: community officer, Federation, assessment site, provider."""

from webapp.web import Door

door = Door("workbench", prefix="/workbench")
