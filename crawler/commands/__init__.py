"""Commands of ``scrapy`` that pairmill brings or changes; one file a command."""
