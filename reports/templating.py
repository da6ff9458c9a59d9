"""Words with figures in them, as an office writes them, always Vietnamese: of Jinja's sandbox only what can do no harm.

What may stand in a template is a list of nodes, not of dangers: fields, conditions, one loop over a list of fields, a few filters.
Nothing is called, assigned, included or multiplied, so a template gives no more than its own length times that of a list. What a
field is called is checked before anything is computed, and every fault has its line.
"""

import traceback
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from partytrack.vietnamese import UNKNOWN, decimal, format_date, number

LONGEST = 100_000
"""Characters that a template may give."""
REMEMBERED = 20_000
"""Characters of the longest template that is kept compiled."""
DEEPEST = 60
"""How far expressions and conditions may lie in one another."""

Scalar = str | int | Decimal | date | None
Value = Scalar | list[dict[str, Any]]
Names = Mapping[str, Mapping[str, Any] | None]
"""The fields by name; of a list, the names of its columns (of a list in it: those of that), None of all others."""

LOOP: Mapping[str, Any] = dict.fromkeys(("first", "last", "index", "length"))
_COUNT = "dem"
_HARMLESS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Add,
    nodes.Sub,
    nodes.Neg,
    nodes.Concat,
)
_COMPARED = ("eq", "ne", "lt", "lteq", "gt", "gteq")
_ASKS = (nodes.And, nodes.Or, nodes.Not)


@dataclass(frozen=True, slots=True)
class Fault:
    """`line` from 1; `around`: what stands there."""

    line: int
    words: str | Promise
    about: Mapping[str, object]
    around: str = ""

    @property
    def reason(self) -> str:
        return str(self.words) % self.about


class BadTemplate(TemplateSyntaxError):
    """Carries its fault through Jinja."""

    def __init__(self, line: int, words: str | Promise, **about: object) -> None:
        super().__init__(str(words), line)
        self.fault = Fault(line, words, about)


def _capital(text: object) -> str:
    return str(text)[:1].upper() + str(text)[1:]


def _whole(value: object) -> str:
    if value is None or isinstance(value, int):
        return number(value)
    raise TypeError


def _percent(value: object) -> str:
    if value is None:
        return UNKNOWN
    if isinstance(value, int | Decimal):
        return f"{decimal(Decimal(value))}%"
    raise TypeError


def _day(value: object) -> str:
    if value is None or isinstance(value, date):
        return format_date(value)
    raise TypeError


FILTERS: dict[str, tuple[Any, str | Promise]] = {
    "so": (_whole, _("số có dấu chấm ngăn hàng nghìn: 1.994")),
    "phan_tram": (_percent, _("tỷ lệ, có dấu phần trăm: 72,06%")),
    "ngay": (_day, _("ngày: 10/10/2023")),
    "hoa": (_capital, _("viết hoa chữ đầu")),
    "in_hoa": (lambda text: str(text).upper(), _("viết hoa toàn bộ")),
    _COUNT: (len, _("đếm số dòng của một danh sách")),
}
"""By name: what it does, and what it is for."""


class OfficeEnvironment(ImmutableSandboxedEnvironment):
    """Parses nothing that has not passed the check, whoever asks it to."""

    def __init__(self, names: Names, **options: Any) -> None:
        super().__init__(undefined=StrictUndefined, finalize=written, **options)
        self.filters = {name: does for name, (does, _words) in FILTERS.items()}
        self.tests = {"none": lambda value: value is None}
        self.globals = {}
        self.names = names

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _Check(self).visit(tree, {})
        return tree


def written(value: Any) -> Any:
    """What a field gives where it stands by itself."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return number(value)
    if isinstance(value, Decimal):
        return decimal(value)
    return format_date(value) if isinstance(value, date) else value


def filled(environment: OfficeEnvironment, source: str, values: Mapping[str, Value], *, longest: int = LONGEST) -> str:
    """`source` with `values` for its fields. Raises `BadTemplate`."""
    pieces, length = [], 0
    try:
        with translation.override("vi"):
            for piece in _template(environment, source).generate(values):
                length += len(piece)
                if length > longest:
                    raise BadTemplate(1, _("Kết quả dài hơn %(most)s ký tự."), most=number(longest))
                pieces.append(piece)
    except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise refusal(error, source) from error
    return "".join(pieces)


def _template(environment: OfficeEnvironment, source: str) -> Any:
    return _compiled(environment, source) if len(source) <= REMEMBERED else environment.from_string(source)


@lru_cache(256)
def _compiled(environment: OfficeEnvironment, source: str) -> Any:
    return environment.from_string(source)


def refusal(error: Exception, source: str) -> BadTemplate:
    """What Jinja or Python said, with the line of the template it was said of."""
    found = error if isinstance(error, BadTemplate) else _explained(error)
    lines = source.splitlines()
    line = found.fault.line
    found.fault = replace(found.fault, around=lines[line - 1].strip() if 0 < line <= len(lines) else "")
    return found


def _explained(error: Exception) -> BadTemplate:
    if isinstance(error, TemplateSyntaxError):
        return BadTemplate(error.lineno, *_said(error.message or ""))
    if isinstance(error, RecursionError):
        return BadTemplate(1, _("Lồng vào nhau quá nhiều lần."))
    places = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    line = (places[-1] if places else 1) or 1
    if isinstance(error, TypeError):
        return BadTemplate(line, _("Không tính hay so sánh được: một giá trị chưa có, hoặc không phải là số, là ngày."))
    return BadTemplate(line, _("Không tính được với giá trị này."))


def _said(english: str) -> tuple[str | Promise]:
    """Jinja's own messages are many, and English: those that people meet, in words."""
    for beginning, words in (
        ("Encountered unknown tag", _("Không có thẻ này; chỉ dùng {%% if … %%}, {%% for … %%} và {{ trường }}.")),
        ("Unexpected end of template", _("Thiếu thẻ kết thúc {%% endif %%} hoặc {%% endfor %%}, hoặc thiếu }}.")),
        ("unexpected end of template", _("Thiếu thẻ kết thúc {%% endif %%} hoặc {%% endfor %%}, hoặc thiếu }}.")),
        ("Missing end of", _("Thiếu dấu kết thúc ghi chú #}.")),
        ("expected token 'end of print statement'", _("Thiếu }}, hoặc có chữ thừa trước }}.")),
        ("expected token 'end of statement block'", _("Thiếu %%}, hoặc có chữ thừa trước %%}.")),
        ("Expected an expression", _("Thiếu tên trường giữa {{ và }}.")),
        ("No filter named", _("Không có bộ lọc này.")),
        ("No test named", _("Không có phép thử này.")),
    ):
        if english.startswith(beginning):
            return (words,)
    return (_("Sai cách viết: phần trong {{ … }} hoặc {%% … %%} không đọc được."),)


class _Check:
    """One walk down a template. `scope`: the loops around, each with the columns of what it goes over."""

    def __init__(self, environment: OfficeEnvironment) -> None:
        self.names, self.filters, self.tests = environment.names, environment.filters, environment.tests
        self.depth = 0

    def visit(self, node: nodes.Node, scope: dict[str, Any], *, asks: bool = False) -> None:
        """`asks`: it is only asked whether there is anything, so a list may stand here."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadTemplate(node.lineno, _("Lồng vào nhau quá nhiều lần."))
        match node:
            case nodes.Name():
                self._name(node, scope, asks=asks)
            case nodes.Getattr():
                self._column(node, scope)
            case nodes.For():
                self._loop(node, scope)
            case nodes.Filter() | nodes.Test():
                self._filter(node, scope)
            case nodes.Compare() if any(operand.op not in _COMPARED for operand in node.ops):
                raise self._refused(node)
            case _ if isinstance(node, _HARMLESS):
                self._within(node, scope, asks=asks)
            case _:
                raise self._refused(node)
        self.depth -= 1

    def _within(self, node: nodes.Node, scope: dict[str, Any], *, asks: bool) -> None:
        test = node.test if isinstance(node, nodes.If | nodes.CondExpr) else None
        for child in node.iter_child_nodes():
            self.visit(child, scope, asks=child is test or (asks and isinstance(node, _ASKS)))

    def _name(self, node: nodes.Name, scope: dict[str, Any], *, asks: bool) -> None:
        if node.name in scope:
            raise BadTemplate(node.lineno, _("“%(name)s” là một dòng: ghi %(name)s.tên_cột."), name=node.name)
        if node.name not in self.names:
            raise _unknown(node.lineno, node.name, self.names)
        if self.names[node.name] is not None:
            if scope:
                raise BadTemplate(
                    node.lineno, _("“%(name)s” là danh sách, không dùng được bên trong {%% for %%}."), name=node.name
                )
            if not asks:
                raise BadTemplate(
                    node.lineno,
                    _("“%(name)s” là danh sách: viết {%% for d in %(name)s %%} … {%% endfor %%}."),
                    name=node.name,
                )

    def _column(self, node: nodes.Getattr, scope: dict[str, Any]) -> None:
        of = node.node
        if not isinstance(of, nodes.Name) or of.name not in scope:
            shown = of.name if isinstance(of, nodes.Name) else "…"
            if isinstance(of, nodes.Name) and of.name not in self.names:
                raise _unknown(node.lineno, of.name, {**self.names, **scope})
            raise BadTemplate(node.lineno, _("“%(name)s” không có phần “.%(part)s”."), name=shown, part=node.attr)
        if node.attr not in scope[of.name]:
            raise _unknown(node.lineno, node.attr, scope[of.name], within=of.name)
        if scope[of.name][node.attr] is not None:
            raise BadTemplate(
                node.lineno,
                _("“%(name)s” là danh sách: viết {%% for d in %(name)s %%} … {%% endfor %%}."),
                name=f"{of.name}.{node.attr}",
            )

    def _loop(self, node: nodes.For, scope: dict[str, Any]) -> None:
        columns = self._gone_over(node.iter, scope)
        if node.recursive or not isinstance(node.target, nodes.Name):
            raise self._refused(node)
        inner = {**scope, node.target.name: columns, "loop": LOOP}
        for child in (*node.body, *([node.test] if node.test else [])):
            self.visit(child, inner)
        for child in node.else_:
            self.visit(child, scope)

    def _gone_over(self, what: nodes.Node, scope: dict[str, Any]) -> Mapping[str, Any]:
        """The columns of the list that a loop goes over: a field, or a part of what the loop around goes over."""
        columns: Mapping[str, Any] | None = None
        if isinstance(what, nodes.Name) and what.name not in scope:
            self._name(what, scope, asks=True)
            columns = self.names[what.name]
        elif isinstance(what, nodes.Getattr) and isinstance(what.node, nodes.Name) and len(scope) <= 2:
            columns = scope.get(what.node.name, {}).get(what.attr)
        if columns is None:
            raise BadTemplate(what.lineno, _("{%% for %%} chỉ đi qua một danh sách có trong các trường."))
        return columns

    def _filter(self, node: nodes.Filter | nodes.Test, scope: dict[str, Any]) -> None:
        known: Collection[str] = self.filters if isinstance(node, nodes.Filter) else self.tests
        if node.name not in known:
            raise BadTemplate(
                node.lineno,
                _("Không có “%(name)s”; sau | hoặc is chỉ dùng được: %(known)s."),
                name=node.name,
                known=", ".join(known),
            )
        if node.node is None or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise self._refused(node)
        self.visit(node.node, scope, asks=isinstance(node, nodes.Filter) and node.name == _COUNT)

    def _refused(self, node: nodes.Node) -> BadTemplate:
        return BadTemplate(
            node.lineno,
            _(
                "Cách viết này không dùng được: chỉ có trường, điều kiện {%% if %%}, vòng {%% for %%} qua một danh sách, cộng, trừ."
            ),
        )


def _unknown(line: int, name: str, known: Collection[str], *, within: str = "") -> BadTemplate:
    nearest = get_close_matches(name, known, 3, 0.5)
    shown = f"{within}.{name}" if within else name
    if not nearest:
        return BadTemplate(line, _("Không có trường “%(name)s”."), name=shown)
    prefix = f"{within}." if within else ""
    near = ", ".join(prefix + one for one in nearest)
    return BadTemplate(line, _("Không có trường “%(name)s”. Gần nhất: %(nearest)s."), name=shown, nearest=near)
