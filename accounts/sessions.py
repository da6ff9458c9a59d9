"""Sessions in the database, of which several requests may be under way at once.

Every request prolongs its session. One that changed nothing in it must not write back what it read when it began: that would undo
what another request has put there meanwhile, such as who was entered last.
"""

from typing import Any

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    def save(self, must_create: bool = False) -> Any:
        """A session that has not changed is only prolonged."""
        if must_create or self.modified or self.session_key is None:
            return super().save(must_create)
        kept = self.get_model_class().objects.filter(session_key=self.session_key)
        return kept.update(expire_date=self.get_expiry_date())
