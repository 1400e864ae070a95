from catalog.campaigns.admin import campaigns, flash_sales

__all__ = ["campaigns", "flash_sales"]
