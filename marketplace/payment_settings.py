"""How buyers pay: the sandbox of the demo, and the contracts that a house has. Part of the settings."""

from pathlib import Path

from marketplace.environment import EMBEDDED, VAR_DIR, embedded_service, env, origin_of, together

DEMO = env.bool("DEMO", default=EMBEDDED)
# Payment companies of our own for the demo, a process by itself: no money moves. It tries again this many times faster than real ones.
PAYMENTS_SANDBOX = env.bool("PAYMENTS_SANDBOX", default=DEMO)
SANDBOX_URL = env("SANDBOX_URL", default="").rstrip("/") or embedded_service(VAR_DIR, "sandbox")
SANDBOX_DIR = Path(env("SANDBOX_DIR", default=str(VAR_DIR / "sandbox")))
SANDBOX_STATE = SANDBOX_DIR / "state.sqlite3"
SANDBOX_MERCHANTS = VAR_DIR / "secrets"
# Mobile money; without an address the sandbox's, where it is open.
MOMO = {
    "url": env("MOMO_URL", default="").rstrip("/"),
    "environment": env("MOMO_ENVIRONMENT", default="mtnrwanda"),
    "currency": env("MOMO_CURRENCY", default="RWF"),
    **{
        product: {name.lower(): env(f"MOMO_{product.upper()}_{name}", default="") for name in ("KEY", "USER", "SECRET")}
        for product in ("collection", "disbursement")
    },
}
SANDBOX_CLOCK = env.int("SANDBOX_CLOCK", default=60)
# A contract with Alipay; without one its way to pay leads to the sandbox. Our private key comes as PEM in ALIPAY_APP_KEY.
ALIPAY_APP_ID = env("ALIPAY_APP_ID", default="")
ALIPAY_SELLER_ID = env("ALIPAY_SELLER_ID", default="")
ALIPAY_PUBLIC_KEY = env("ALIPAY_PUBLIC_KEY", default="")
ALIPAY_GATEWAY = env("ALIPAY_GATEWAY", default="https://openapi.alipay.com/gateway.do")
# Browsers hold a form's redirects to this list, and Alipay sends buyers on among its own hosts.
PAID_AT: list[str] = []
if ALIPAY_APP_ID:
    together(
        "ALIPAY_APP_ID",
        ALIPAY_SELLER_ID=ALIPAY_SELLER_ID,
        ALIPAY_PUBLIC_KEY=ALIPAY_PUBLIC_KEY,
        ALIPAY_APP_KEY=env("ALIPAY_APP_KEY", default=""),
    )
    PAID_AT = [origin_of(ALIPAY_GATEWAY), "https://*.alipay.com"]
