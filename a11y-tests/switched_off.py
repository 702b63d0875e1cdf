"""Rules of the engines that are switched off, and questions of theirs that are answered, each with its reason.

There is no other place for either.
"""

from __future__ import annotations

OFF: dict[tuple[str, str], str] = {
    ("axe", "p-as-heading"): "an amount or an answer in large letters is what one came to read and heads nothing; "
    "what heads something is a heading, and structure.py looks at the order of headings",
    ("nu", "CSS: “field-sizing”"): "a property of CSS Basic User Interface 4 that the checker's list does not hold; "
    "with it a long choice takes a second line instead of being cut, and a browser without it cuts as before",
}
"""(engine, rule): reason. Engines: axe, ibm, nu (there the rule is the message, or its beginning)."""

ANSWERED: dict[tuple[str, str], str] = {
    ("axe", "hidden-content"): "what waits to be shown is shown in a state of its own or after a swap, "
    "and looked at there",
    ("axe", "identical-links-same-purpose"): "structure.py compares the addresses of links with the same words",
    ("ibm", "aria_complementary_label_visible"): "what stands beside a page is named by words that describe it; "
    "a heading over a single sentence would be one stop more",
    ("ibm", "blockquote_cite_exists"): "the clause and its document stand under each quotation, visibly",
    ("ibm", "element_tabbable_unobscured"): "keyboard.py looks at five points of each stop while it has the focus",
    ("ibm", "element_tabbable_visible"): "keyboard.py sees the link past everything else come into view",
    ("ibm", "form_submit_button_exists"): "the form is filled and sent by a script when the browser has allowed "
    "messages; the button that asks for that stands beside it",
    ("ibm", "input_checkboxes_grouped"): "a box that stands alone is one agreement by itself",
    ("ibm", "input_fields_grouped"): "fields that belong together (a date, choices) have a fieldset; the others are "
    "questions of their own",
    ("ibm", "input_label_visible"): "every field has a label with visible words; structure.py looks at each",
    ("ibm", "list_structure_proper"): "a term with its description stands in a div, as HTML allows; the Nu "
    "checker looks",
    ("ibm", "media_keyboard_controllable"): "keyboard.py walks through the controls that the browser lays over a film",
    ("ibm", "select_options_grouped"): "a short list of days has no groups",
    ("ibm", "style_color_misuse"): "every state has words or a symbol of its own; plain.py looks for words that point "
    "by colour",
    ("ibm", "style_highcontrast_visible"): "every page is measured in forced colours",
    ("ibm", "text_sensory_misuse"): "“right” says that something is correct; tests/house/test_words.py looks for "
    "English words that point, plain.py for Chinese ones",
    ("ibm", "text_block_heading"): "an amount, a name or a label in bold heads nothing; structure.py looks at headings",
}
"""(engine, rule): why its question needs nobody. A violation of the same rule is a finding all the same."""
