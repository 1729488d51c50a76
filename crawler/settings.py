"""How to fetch: Scrapy's settings, honest and polite by default.

What a single site needs otherwise stands in its seeds/<name>.toml.
"""

import os
from importlib.metadata import version

BOT_NAME = "pairmill"
SPIDER_LOADER_CLASS = "crawler.loader.SiteLoader"
COMMANDS_MODULE = "crawler.commands"
SITES_DIR = "seeds"
DATA_DIR = "data"

# What to fetch next: data/state.db, or postgresql://user@host/database where several machines crawl.
SCHEDULER = "crawler.scheduler.Scheduler"
FRONTIER = os.environ.get("PAIRMILL_FRONTIER", "")

# Who is asking, and how a site's people can reach whoever runs the crawl.
CONTACT = os.environ.get("PAIRMILL_CONTACT", "")
USER_AGENT = f"pairmill/{version('pairmill')}" + (f" (+{CONTACT})" if CONTACT else "")
ROBOTSTXT_OBEY = True
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False

CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.2
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 10_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 3
# What a host asks us to wait is waited for, up to this long and this often for one page.
RETRY_AFTER_MAX_S = 600
RETRY_AFTER_MAX_TIMES = 30
CRAWL_DELAY_MAX_S = 60

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.politeness.Robots": 100,
    "crawler.politeness.RetryAfter": 560,
}
EXTENSIONS = {"crawler.politeness.CrawlDelay": 100, "crawler.progress.Progress": 500}
ITEM_PIPELINES = {"crawler.pipelines.Refine": 100, "crawler.pipelines.Keep": 900}
# One page gives one item; the default of 100 starts a hundred tasks for each response.
CONCURRENT_ITEMS = 4

LOG_LEVEL = "WARNING"
FEED_EXPORT_ENCODING = "utf-8"
