"""What must not stand where anybody who sees the phone can read it: category, grade, amount, name of an institution."""

from __future__ import annotations

import re

UNFIT_FOR_A_LOCK_SCREEN = re.compile(
    r"残疾(?!人联合会)|残障|视力|听力|言语|肢体|智力|精神|多重|聋|盲|[一二三四]级|等级|级别|评定|鉴定|医院|康宁|卫生院|机构|补贴|津贴|低保|救助|元|[0-9]"
    r"|disab|visual|hearing|speech|physical|intellectual|mental|grade"
    r"|hospital|clinic|assess|subsid|allowance|dibao|yuan|RMB|¥", re.IGNORECASE)
