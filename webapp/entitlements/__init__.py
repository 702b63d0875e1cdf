"""Entitlements: benefits as data, the rules that answer for one resident, and the reasons.

The benefits stand in ``catalogue/<region>/<slug>.yaml``, one file each, with the words of the document
beside every condition. Nothing here is a rule from general knowledge: what a text does not say is absent.
"""
