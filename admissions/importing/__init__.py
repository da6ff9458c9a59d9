"""Admissions, candidates and tallies from workbooks: which record a row is, what it changes, and whether it may."""
