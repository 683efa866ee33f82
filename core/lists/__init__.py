"""Lists that people bring and take away as files (CSV, XLSX), whatever stands in them.

Reading: a file from outside becomes lines of text cells under named columns, or is refused
with the place and the way out. Writing: a table becomes a file in which nothing calculates.
Pure: nothing here touches the database or knows what a list is about.
"""
