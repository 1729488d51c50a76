"""Makes every seeds/<name>.toml a spider, so that ``scrapy list`` and ``scrapy crawl <name>`` know it."""

from __future__ import annotations

from pathlib import Path

from scrapy import Request, Spider
from scrapy.settings import BaseSettings
from scrapy.utils.conf import closest_scrapy_cfg

from crawler.config import nearest
from crawler.sites import load_site
from crawler.spiders.site import SiteSpider


class SiteLoader:
    """Finds sites by the names of their files; a file is read when its spider is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> SiteLoader:
        """Look into SITES_DIR, which counts from the folder of scrapy.cfg."""
        return cls(Path(closest_scrapy_cfg()).parent / settings["SITES_DIR"])

    def list(self) -> list[str]:
        """Return the names of all sites."""
        return sorted(path.stem for path in self.folder.glob("*.toml"))

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider of a site; KeyError if there is no such file, SiteError if it is wrong."""
        if spider_name not in self.list():
            raise KeyError(
                f"{self.folder}: there is no site '{spider_name}'; {nearest(spider_name, self.list())}"
            )
        site = load_site(self.folder / f"{spider_name}.toml")
        return type("SiteSpider", (SiteSpider,), {"name": site.name, "site": site})

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]
        """Return the sites that an address belongs to."""
        sites = [load_site(self.folder / f"{name}.toml") for name in self.list()]
        return [site.name for site in sites if site.allows(request.url)]
