"""The demo: the Đắk Lắk province committee of 2023, published figures and constructed ones that agree with them.

`generator.build()` makes plain rows (`rows.py`), `loader.load()` writes them to the database, the command `demo` serves
them. What the article of 13 October 2023 names is in `published.py`; what is constructed is told in docs/demo.md.
"""
