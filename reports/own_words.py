"""The page where an office puts its meeting report into its own words: what is typed, read with the figures of the unit, kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from partytrack.vietnamese import nfc, number
from reports.document import Section
from reports.kinds.wording import TEXT, TITLE, Broken, Wording, section_of, wordings
from reports.models import BriefSection
from reports.models.brief_template import LONGEST_TEXT, SectionKind
from reports.templating import Fault, Value
from units.models import Unit

LONGEST_TITLE = 300
_TOO_LONG = gettext_lazy("Dài quá %(limit_value)d ký tự (đang có %(show_value)d).")


@dataclass(frozen=True, slots=True)
class Part:
    """A section on the page: its two fields, whose words it has, and how it reads (None where it cannot be read)."""

    kind: SectionKind
    title: forms.BoundField
    text: forms.BoundField
    wording: Wording
    is_own: bool
    section: Section | None


def _typed(widget: type[forms.Widget], label: Any, longest: int, **attrs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        strip=False,
        max_length=longest,
        error_messages={"max_length": _TOO_LONG},
        widget=widget(
            attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false", "lang": "vi", **attrs}
        ),
    )


class OwnWordsForm(forms.Form):
    """`line`: from the unit up to its root. Two queries."""

    def __init__(self, data: Any, *, unit: Unit, line: Sequence[int], values: Mapping[str, Value]) -> None:
        super().__init__(data)
        self.unit, self.values = unit, values
        self.read: dict[SectionKind, Section | Broken] = {}
        self.now = {wording.kind: wording for wording in wordings(line)}
        self.seen = _digest(self.now.values())
        self.without = {wording.kind: wording for wording in wordings(line[1:])}
        for kind, wording in self.now.items():
            label = {"section": kind.label}
            rows = max(3, len(wording.text) // 90 + wording.text.count("\n") + 1)
            title = _typed(forms.TextInput, _("%(section)s: đầu đề") % label, LONGEST_TITLE)
            text = _typed(forms.Textarea, _("%(section)s: lời văn") % label, LONGEST_TEXT, rows=rows)
            title.initial, text.initial = wording.title, wording.text
            self.fields[f"{kind}-{TITLE}"], self.fields[f"{kind}-{TEXT}"] = title, text

    def clean(self) -> dict[str, Any]:
        """Faults stand at their fields, each with its line. What somebody else has written meanwhile is not written over unseen."""
        if "save" in self.data and self.data.get("seen", self.seen) != self.seen:
            self.add_error(
                None,
                _(
                    "Trong lúc bạn sửa, người khác đã ghi lời văn khác. Chữ của bạn còn nguyên; bấm Ghi lần nữa để thay."
                ),
            )
        for kind in SectionKind:
            names = [f"{kind}-{part}" for part in (TITLE, TEXT)]
            if any(name not in self.cleaned_data for name in names):
                continue
            title, text = (self.cleaned_data[name] for name in names)
            self.cleaned_data[names[0]], self.cleaned_data[names[1]] = title, text = (
                " ".join(nfc(title).split()),
                _lines(text),
            )
            found = self.read[kind] = section_of(Wording(kind, title, text), self.values)
            if isinstance(found, Broken):
                self.add_error(f"{kind}-{found.part}", said(found.fault))
        return self.cleaned_data

    @property
    def parts(self) -> list[Part]:
        return [self._part(kind, wording) for kind, wording in self.now.items()]

    def _part(self, kind: SectionKind, wording: Wording) -> Part:
        found = self.read.get(kind) if self.is_bound else section_of(wording, self.values)
        return Part(
            kind=kind,
            title=self[f"{kind}-{TITLE}"],
            text=self[f"{kind}-{TEXT}"],
            wording=wording,
            is_own=self._is_own(wording),
            section=found if isinstance(found, Section) else None,
        )

    def _is_own(self, wording: Wording) -> bool:
        return wording.own is not None and wording.own.unit_id == self.unit.pk

    @property
    def unusable(self) -> list[tuple[SectionKind, str]]:
        """Of what is kept, what no longer fits the figures."""
        found = {kind: section_of(wording, self.values) for kind, wording in self.now.items()}
        return [(kind, said(one.fault)) for kind, one in found.items() if isinstance(one, Broken)]

    def save(self, by: User) -> None:
        """What reads as it would without words of one's own is not kept as one's own."""
        for kind, without in self.without.items():
            title, text = self.cleaned_data[f"{kind}-{TITLE}"], self.cleaned_data[f"{kind}-{TEXT}"]
            if (title, text) == (without.title, without.text):
                drop(self.unit, kind)
            elif (title, text) != (self.now[kind].title, self.now[kind].text) or not self._is_own(self.now[kind]):
                BriefSection.objects.update_or_create(
                    unit=self.unit, section=kind, defaults={"title": title, "text": text, "edited_by": by}
                )


def _digest(words: Iterable[Wording]) -> str:
    """The same as long as nobody has written anything else."""
    return sha256(repr([(one.kind.value, one.title, one.text) for one in words]).encode()).hexdigest()[:16]


def drop(unit: Unit, kind: str) -> bool:
    """Back to the words of the units above, or those built in. False where it has none of its own."""
    deleted, _of = BriefSection.objects.filter(unit=unit, section=kind).delete()
    return bool(deleted)


def said(fault: Fault) -> str:
    where = _("Dòng %(line)s: %(reason)s") % {"line": number(fault.line), "reason": fault.reason}
    return f"{where} ({fault.around[:120]})" if fault.around else where


def _lines(text: str) -> str:
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
