"""Columns computed in Python from another column of the same row, whichever way the row is written."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

from django.db import models
from django.db.models.expressions import RawSQL

from partytrack import vietnamese

DERIVATIONS: dict[str, Callable[[str], str]] = {
    "fold": vietnamese.fold,
    "sort": vietnamese.sort_key,
    "person_sort": vietnamese.person_sort_key,
}


if TYPE_CHECKING:
    Text = models.TextField[str, str]
else:
    Text = models.TextField


class DerivedField(Text):
    """`derivation` of the text in `sources`, joined by a space; set by save and bulk_create, while `update()` must set it itself."""

    def __init__(self, *sources: str, derivation: str = "", **kwargs: Any) -> None:
        self.sources, self.derivation = sources, derivation
        kwargs["editable"] = False
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _, kwargs = super().deconstruct()
        del kwargs["editable"]
        return name, path, list(self.sources), {**kwargs, "derivation": self.derivation}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = " ".join(getattr(model_instance, source) for source in self.sources)
        value = DERIVATIONS[self.derivation](text)
        setattr(model_instance, self.attname, value)
        return value


def among(values: Iterable[Any], kind: Literal["text", "date", "bigint"]) -> RawSQL:
    """For `…__in=`: ten thousand values as one parameter, which Django would otherwise prepare and number one by one."""
    return RawSQL(f"SELECT unnest(%s::{kind}[])", (list(values),))  # noqa: S611 — the values are a parameter


def derived(model: type[models.Model]) -> list[str]:
    """The names of a model's derived columns, for an upsert to write beside those they come from."""
    return [field.name for field in model._meta.concrete_fields if isinstance(field, DerivedField)]
