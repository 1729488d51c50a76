"""``scrapy probe``: finds out how a site can be read, and writes that down as a site's file.

``survey`` decides which pages to look at and what they are, ``conclusion`` makes a draft of a site
from them, ``draft`` writes it as TOML, ``show`` says it all to a person.  Only the spider fetches.
"""
