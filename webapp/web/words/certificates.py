"""Words about the certificate."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.certificates import DisabilityCategory
from webapp.web.words.people import CITIZEN_ID_REASONS

REASONS = {
    **CITIZEN_ID_REASONS,
    "missing": lambda f: _("请填写残疾人证号。"),
    "length": lambda f: _("残疾人证号应该是 20 位，您填了 %(length)s 位。", length=f.get("length", 0)),
    "neither": lambda f: _(
        "残疾人证号是 20 位，身份证号是 18 位。您填了 %(length)s 位。", length=f.get("length", 0)
    ),
    "characters": lambda f: _("残疾人证号的前 18 位是身份证号：前 17 位是数字，第 18 位是数字或 X。"),
    "category": lambda f: _("第 19 位是残疾类别，应该是 1 到 7。"),
    "grade": lambda f: _("第 20 位是残疾等级，应该是 1 到 4。"),
    "replacement": lambda f: _("第 20 位后面只能是补领号，例如 B1。"),
}

errors = {
    "bad_certificate_number": lambda f: REASONS[f["reason"]](f),
    "certificate_of_another": lambda f: _("残疾人证号和身份证号对不上。这不是您的错，请联系残联核对。"),
}
events = {
    "certificates.CertificateIssued": lambda f: _("登记了残疾人证"),
    "certificates.CertificateDated": lambda f: _("更正了残疾人证的发证日期"),
    "certificates.CertificateCancelled": lambda f: _("残疾人证已注销"),
}
labels = {
    DisabilityCategory.visual: _l("视力残疾"),
    DisabilityCategory.hearing: _l("听力残疾"),
    DisabilityCategory.speech: _l("言语残疾"),
    DisabilityCategory.physical: _l("肢体残疾"),
    DisabilityCategory.intellectual: _l("智力残疾"),
    DisabilityCategory.mental: _l("精神残疾"),
    DisabilityCategory.multiple: _l("多重残疾"),
}
