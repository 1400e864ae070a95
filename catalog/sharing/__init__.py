"""How the market is found from outside: sitemaps, the pictures that travel with a link, addresses that were left."""
