"""PostgreSQL and Valkey from wheels. The only place that knows which wheels."""
