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
# Which texts were seen: in this process, or redis://host:6379/0 where several machines crawl.
INDEX = os.environ.get("PAIRMILL_INDEX", "")

# How many processes may read pages beside the one that fetches them, when that waits for reading.
# None: one for each core but one; with a FRONTIER none, since several crawls share it, one a core.
READERS = None

# Who is asking, and how a site's people can reach whoever runs the crawl.
CONTACT = os.environ.get("PAIRMILL_CONTACT", "")
USER_AGENT = f"pairmill/{version('pairmill')}" + (f" (+{CONTACT})" if CONTACT else "")
ROBOTSTXT_OBEY = True
# Besides robots.txt a host's tdmrep.json and ai.txt are read before its first page.
CONSENT_FILES = True
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False

CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# The delay is a floor: jitter would go below it.  AutoThrottle adds to it as a host slows down.
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.0
AUTOTHROTTLE_MAX_DELAY = 60.0
# Seconds for the whole of an answer, however steadily it drips.
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 10_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "crawler.downloads.Downloads",
    "https": "crawler.downloads.Downloads",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 3
# Seconds for one page that a site's file has rendered, with all that its scripts ask for at the site's pace.
RENDER_TIMEOUT = 120
# What a host asks us to wait is waited for, up to this long and this often for one page, and so long
# in all without a page in between.
RETRY_AFTER_MAX_S = 600
RETRY_AFTER_MAX_TIMES = 30
RETRY_AFTER_MAX_TOTAL_S = 3600
CRAWL_DELAY_MAX_S = 60
# A host that fails rests for 1, 2, 4 ... seconds up to this long; after so many failures in a row it is
# left alone, but for one request each time that it has cooled down.
BREAKER_MAX_S = 60
BREAKER_TRIPS = 10
BREAKER_COOLDOWN_S = 300

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.network.Gate": 30,
    "crawler.politeness.Robots": 100,
    "crawler.hosts.Policies": 110,
    "crawler.quota.Quota": 555,
    "crawler.breaker.Breakers": 560,
    "crawler.network.Names": 565,
    "crawler.render.Render": 570,
    "crawler.network.Refreshes": 580,
    "crawler.downloads.Unpack": 590,
    "crawler.network.Redirects": 600,
    "crawler.tokens.Tokens": 990,
}
SPIDER_MIDDLEWARES = {
    # Each sees every link of every page; addresses that are too long are the site's to refuse.
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "crawler.budget.Wary": 950,
}
# Else the source of the spider's method is read and parsed for each response, to see that it returns nothing.
WARN_ON_GENERATOR_RETURN_VALUE = False
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.politeness.CrawlDelay": 100,
    "crawler.politeness.Throttle": 100,
    "crawler.budget.Budget": 100,
    "crawler.progress.Progress": 500,
}
ITEM_PIPELINES = {"crawler.pipelines.Refine": 100, "crawler.pipelines.Keep": 900}
# One page gives one item; the default of 100 starts a hundred tasks for each response.
CONCURRENT_ITEMS = 4

LOG_LEVEL = "WARNING"
FEED_EXPORT_ENCODING = "utf-8"
