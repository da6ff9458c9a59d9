"""Sessions in the database, of which several requests may be under way at once.

Every request prolongs its session. One that changed nothing in it must not write back what it read when it began: that would undo
what another request has put there meanwhile, such as who was entered last.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import InterfaceError, OperationalError


class SessionStore(db.SessionStore):
    def save(self, must_create: bool = False) -> Any:
        """A session that has not changed is only prolonged."""
        if must_create or self.modified or self.session_key is None:
            return self._write(must_create)
        kept = self.get_model_class().objects.filter(session_key=self.session_key)
        return kept.update(expire_date=self.get_expiry_date())

    def _write(self, must_create: bool) -> Any:
        """A database that went away is no sign that somebody signed out elsewhere, which Django takes any failure for."""
        try:
            return super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError | InterfaceError):
                raise error.__context__ from None
            raise
